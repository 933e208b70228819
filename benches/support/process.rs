//! Whole processes: what they take of the processor, of time and of memory.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use super::median;

/// A command that is measured.
pub struct Process {
    pub program: PathBuf,
    pub arguments: Vec<String>,
    /// Its working directory.
    pub folder: PathBuf,
    /// The folder of its cache.
    pub cache: PathBuf,
}

/// What one run of a process took.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    /// Seconds of the processor, of all threads, in the program and in the system.
    pub cpu: f64,
    /// Seconds on the clock.
    pub seconds: f64,
    /// The most memory.
    pub peak_mib: f64,
}

/// The medians of `figures`.
pub fn medians(figures: &[Figures]) -> Figures {
    let middle = |of: fn(&Figures) -> f64| median(&mut figures.iter().map(of).collect::<Vec<_>>());
    Figures {
        cpu: middle(|figure| figure.cpu),
        seconds: middle(|figure| figure.seconds),
        peak_mib: middle(|figure| figure.peak_mib),
    }
}

impl Process {
    /// Runs the command once. GNU time, if it is installed, gives the peak of memory.
    pub fn run(&self) -> Figures {
        let gnu_time = Path::new("/usr/bin/time");
        let report = Path::new(env!("CARGO_TARGET_TMPDIR")).join("peak");
        let mut command = if gnu_time.exists() {
            let mut command = Command::new(gnu_time);
            command.args(["-f", "%M", "-o"]).arg(&report).arg(&self.program);
            command
        } else {
            Command::new(&self.program)
        };
        command.env("NOTELINT_CACHE_DIR", &self.cache).env("RUMDL_CACHE_DIR", &self.cache);
        command.current_dir(&self.folder);
        command.args(&self.arguments).stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
        let cpu = cpu_of_children();
        let start = Instant::now();
        let status = command.status().unwrap();
        let seconds = start.elapsed().as_secs_f64();
        let cpu = cpu_of_children() - cpu;
        assert!(matches!(status.code(), Some(0 | 1)), "{} ends with {status}", self.program.display());
        let report = fs::read_to_string(report).unwrap_or_default();
        let kib: f64 = report.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or(f64::NAN);
        Figures { cpu, seconds, peak_mib: kib / 1024.0 }
    }
}

/// Seconds of the processor that all processes took that were waited for.
#[cfg(unix)]
fn cpu_of_children() -> f64 {
    use nix::sys::{
        resource::{UsageWho, getrusage},
        time::TimeVal,
    };
    use std::time::Duration;

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let seconds = |time: TimeVal| {
        let whole = Duration::from_secs(time.tv_sec().try_into().unwrap());
        (whole + Duration::from_micros(time.tv_usec().try_into().unwrap())).as_secs_f64()
    };
    seconds(usage.user_time()) + seconds(usage.system_time())
}

/// The processor's time of other processes is not known here.
#[cfg(not(unix))]
fn cpu_of_children() -> f64 {
    f64::NAN
}
