-- Types into a Neovim without a screen, and checks what it shows. Usage: nvim -n --headless -u INIT +"luafile neovim.lua"
local passed = 0

local function show(what, text)
  io.write(what, ": ", text, "\n")
end

local function check(what, holds, found)
  if not holds then
    io.write("FAILED: ", what, "\n", vim.inspect(found), "\n")
    io.flush()
    os.exit(1)
  end
  passed = passed + 1
  io.write("ok: ", what, "\n")
end

local function wait(what, condition)
  local value
  vim.wait(20000, function()
    value = condition()
    return value
  end, 20)
  check(what, value, { diagnostics = vim.diagnostic.get(0), messages = vim.fn.execute("messages") })
  return value
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

-- What Neovim underlines, in bytes of its lines.
local function underlined()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    found[diagnostic.code] = line(diagnostic.lnum + 1):sub(diagnostic.col + 1, diagnostic.end_col)
  end
  return found
end

local function cursor(number, text)
  local column = line(number):find(text, 1, true)
  vim.api.nvim_win_set_cursor(0, { number, column - 1 })
end

vim.cmd.edit("teas/煎茶.md")
local client = wait("the server starts", function()
  return vim.lsp.get_clients({ bufnr = 0, name = "notelint" })[1]
end)
wait("the note has three diagnostics", function()
  return #vim.diagnostic.get(0) == 3
end)
for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
  local text = line(diagnostic.lnum + 1)
  local width = vim.fn.strdisplaywidth
  local before, marked = text:sub(1, diagnostic.col), text:sub(diagnostic.col + 1, diagnostic.end_col)
  local underline = (" "):rep(width(before)) .. ("~"):rep(width(marked))
  show("shown", ("%s [%s]\n    %s\n    %s"):format(diagnostic.message, diagnostic.code, text, underline))
end
local spans = underlined()
check("the wrong date is underlined", spans["frontmatter/date-format"] == "2026/4/28", spans)
check("the broken link is, after Japanese and emoji", spans["link/missing-target"] == "[[玉露の話]]" or spans["link/missing-target"] == "玉露の話", spans)
check("the stars are", spans["rating/range"] == "⭐⭐⭐⭐⭐⭐", spans)

cursor(2, "2026")
show("typed", "gra (apply the preferred action)")
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action)
    return action.isPreferred
  end,
})
wait("the fix corrects the date", function()
  return line(2) == "date: 2026-04-28"
end)
wait("its diagnostic is gone", function()
  return not underlined()["frontmatter/date-format"] and #vim.diagnostic.get(0) == 2
end)
show("typed", "u")
vim.cmd("silent undo")
check("it is undone at once", line(2) == "date: 2026/4/28", line(2))
vim.lsp.buf.code_action({ context = { only = { "source.fixAll.notelint" }, diagnostics = {} }, apply = true })
wait("so does source.fixAll.notelint", function()
  return line(2) == "date: 2026-04-28"
end)

local function complete(number, text)
  vim.api.nvim_buf_set_lines(0, number - 1, number, false, { text })
  vim.api.nvim_win_set_cursor(0, { number, #text })
  show("typed", text .. "<C-x><C-o>")
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params.position.character = vim.str_utfindex(text, client.offset_encoding)
  local answer = client:request_sync("textDocument/completion", params, 5000, vim.api.nvim_get_current_buf())
  local items = answer and answer.result and (answer.result.items or answer.result) or {}
  local labels = vim.tbl_map(function(item)
    return item.label
  end, items)
  show("shown", table.concat(labels, ", "))
  return labels
end

check("a key of the frontmatter is completed", vim.tbl_contains(complete(4, "cul"), "cultivar"), line(4))
local values = complete(4, "region: ")
check("so are values", vim.tbl_contains(values, "Uji") and vim.tbl_contains(values, "Shizuoka"), values)
vim.api.nvim_buf_set_lines(0, 3, 4, false, { "" })

cursor(3, "region")
local hover = client:request_sync("textDocument/hover", vim.lsp.util.make_position_params(0, client.offset_encoding), 5000, vim.api.nvim_get_current_buf())
local words = vim.inspect(hover and hover.result)
show("shown", words)
check("a key is explained", words:find("Where the leaves were grown", 1, true), words)

vim.cmd.edit("teas/玉露.md")
local other = vim.api.nvim_get_current_buf()
vim.cmd.buffer("teas/煎茶.md")
for number = 1, vim.api.nvim_buf_line_count(0) do
  if line(number):find("^## 保存") then
    cursor(number, "保存")
  end
end
show("typed", "grn 仕舞い方 🫙")
vim.lsp.buf.rename("仕舞い方 🫙")
wait("the heading is renamed", function()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n"):find("\n## 仕舞い方 🫙\n", 1, true)
end)
local changed = wait("both links of the other note lead to it", function()
  local text = table.concat(vim.api.nvim_buf_get_lines(other, 0, -1, false), "\n")
  return text:find("[煎茶](煎茶.md#仕舞い方-)", 1, true) and text:find("[[煎茶#仕舞い方 🫙]]", 1, true) and text
end)
show("shown", changed)
vim.cmd.buffer("teas/玉露.md")
wait("no link of it is broken", function()
  return #vim.diagnostic.get(0) == 0
end)

client:stop()
wait("the server ends", function()
  return client:is_stopped()
end)
io.write(passed, " passed, 0 failed\n")
os.exit(0)
