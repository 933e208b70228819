;;; emacs.el --- Types into an Emacs without a screen, and checks what eglot shows  -*- lexical-binding: t; coding: utf-8 -*-
;;; Usage: emacs --batch -l INIT -l emacs.el, in the folder of the notes.

(require 'cl-lib)

(defvar passed 0)

(defun show (what text)
  (princ (format "%s: %s\n" what text)))

(defun check (what holds found)
  (unless holds
    (princ (format "FAILED: %s\n%S\n" what found))
    (kill-emacs 1))
  (setq passed (1+ passed))
  (princ (format "ok: %s\n" what)))

(defun wait (what condition)
  "Check that CONDITION becomes true; return its value."
  (let ((end (+ (float-time) 20)) value)
    (while (and (not (setq value (funcall condition))) (< (float-time) end))
      ;; Nobody types, so no idle timer sends what was changed.
      (when (and (eglot-current-server) (jsonrpc-running-p (eglot-current-server)))
        (eglot--signal-textDocument/didChange))
      (accept-process-output nil 0.05))
    (check what value (list (buffer-substring-no-properties (point-min) (point-max))
                            (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
    value))

(defun underlined (diagnostic)
  (buffer-substring-no-properties (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic)))

(defun diagnostic-of (word)
  "Return what is reported with WORD in its text."
  (cl-find-if (lambda (diagnostic) (string-match-p (regexp-quote word) (flymake-diagnostic-text diagnostic)))
              (flymake-diagnostics)))

(defun go-to (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (match-beginning 0)))

(defun line-at (number)
  (save-excursion
    (goto-char (point-min))
    (forward-line (1- number))
    (buffer-substring-no-properties (line-beginning-position) (line-end-position))))

(defun actions-here (kind)
  "Return the actions of KIND, or all if it is nil, at the diagnostic at point."
  (let ((position (eglot--pos-to-lsp-position))
        (reported (unless kind
                    (mapcar (lambda (it) (alist-get 'eglot-lsp-diag (flymake-diagnostic-data it)))
                            (flymake-diagnostics (point))))))
    (append
     (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                      (list :textDocument (eglot--TextDocumentIdentifier)
                            :range (list :start position :end position)
                            :context (append (list :diagnostics (vconcat reported))
                                             (when kind (list :only (vector kind))))))
     nil)))

(defun apply-action (action)
  (eglot--apply-workspace-edit
   (or (plist-get action :edit)
       (plist-get (jsonrpc-request (eglot-current-server) :codeAction/resolve action) :edit))))

(setq eglot-confirm-server-initiated-edits nil
      flymake-no-changes-timeout 0.05
      eglot-send-changes-idle-time 0.05
      enable-local-variables nil
      make-backup-files nil)

(find-file "teas/煎茶.md")
(check "the note is Markdown, and eglot begins on its own" (and (eq major-mode 'markdown-mode) (memq 'eglot-ensure markdown-mode-hook)) major-mode)
;; Without a person, no command ends after which eglot would connect.
(apply #'eglot--connect (eglot--guess-contact))
(wait "the server starts" #'eglot-current-server)
(wait "the note has three diagnostics" (lambda () (flymake-start) (= 3 (length (flymake-diagnostics)))))
(dolist (diagnostic (flymake-diagnostics))
  (save-excursion
    (goto-char (flymake-diagnostic-beg diagnostic))
    (let* ((line (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
           (before (buffer-substring-no-properties (line-beginning-position) (point)))
           (underline (concat (make-string (string-width before) ?\s) (make-string (string-width (underlined diagnostic)) ?~))))
      (show "shown" (format "%s\n    %s\n    %s" (flymake-diagnostic-text diagnostic) line underline)))))
(let ((date (diagnostic-of "2026/4/28"))
      (link (diagnostic-of "玉露の話"))
      (stars (diagnostic-of "stars")))
  (check "the wrong date is underlined" (equal (underlined date) "2026/4/28") (underlined date))
  (check "the broken link is, after Japanese and emoji" (member (underlined link) '("[[玉露の話]]" "玉露の話")) (underlined link))
  (check "the stars are" (equal (underlined stars) "⭐⭐⭐⭐⭐⭐") (underlined stars)))

(go-to "2026/4/28")
(let* ((actions (actions-here nil))
       (fix (cl-find-if (lambda (action) (eq t (plist-get action :isPreferred))) actions)))
  (show "typed" "M-x eglot-code-actions")
  (show "shown" (mapconcat (lambda (action) (plist-get action :title)) actions ", "))
  (check "a fix is preferred" fix actions)
  (apply-action fix))
(check "it corrects the date" (equal (line-at 2) "date: 2026-04-28") (line-at 2))
(wait "its diagnostic is gone" (lambda () (flymake-start) (= 2 (length (flymake-diagnostics)))))
(go-to "2026-04-28")
(delete-region (point) (line-end-position))
(insert "2026/4/28")
(show "typed" "C-u M-x eglot-code-actions source.fixAll.notelint")
(eglot--signal-textDocument/didChange)
(let ((all (actions-here "source.fixAll.notelint")))
  (check "there is an action for all fixes" (= 1 (length all)) all)
  (apply-action (car all)))
(check "it corrects the date too" (equal (line-at 2) "date: 2026-04-28") (line-at 2))

(defun completions (text)
  "Type TEXT into the empty line of the frontmatter, and return what is offered."
  (goto-char (point-min))
  (forward-line 3)
  (delete-region (point) (line-end-position))
  (insert text)
  (eglot--signal-textDocument/didChange)
  (show "typed" (concat text " C-M-i"))
  (let* ((found (or (eglot-completion-at-point) (list (point) (point) nil)))
         (offered (all-completions (buffer-substring-no-properties (nth 0 found) (nth 1 found)) (nth 2 found)))
         (words (mapcar #'string-trim (mapcar #'substring-no-properties offered))))
    (show "shown" (string-join words ", "))
    words))

(let ((keys (completions "cul")))
  (check "a key of the frontmatter is completed" (cl-some (lambda (key) (string-prefix-p "cultivar" key)) keys) keys))
(let ((values (completions "region: ")))
  (check "so are values" (and (member "Uji" values) (member "Shizuoka" values)) values))
(completions "")

(go-to "region")
(let* ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams)))
       (words (format "%S" hover)))
  (show "shown" words)
  (check "a key is explained" (string-match-p "Where the leaves were grown" words) words))

(let ((other (find-file-noselect "玉露.md")))
  (go-to "保存 🏺")
  (show "typed" "M-x eglot-rename 仕舞い方 🫙, y")
  ;; Eglot shows the edits of other notes, and asks.
  (cl-letf (((symbol-function 'y-or-n-p) (lambda (question) (show "shown" question) t)))
    (eglot-rename "仕舞い方 🫙"))
  (check "the heading is renamed" (string-match-p "\n## 仕舞い方 🫙\n" (buffer-string)) (buffer-string))
  (with-current-buffer other
    (let ((text (buffer-string)))
      (show "shown" text)
      (check "both links of the other note lead to it"
             (and (string-match-p (regexp-quote "[煎茶](煎茶.md#仕舞い方-)") text)
                  (string-match-p (regexp-quote "[[煎茶#仕舞い方 🫙]]") text))
             text)
      (flymake-start)
      (wait "no link of it is broken" (lambda () (null (flymake-diagnostics)))))))

(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (wait "the server ends" (lambda () (not (jsonrpc-running-p server)))))
(princ (format "%d passed, 0 failed\n" passed))
(set-buffer-modified-p nil)
(kill-emacs 0)
