-- Shows a broken note, and why its link is one. Creates the file that READY names once it is drawn.
-- Usage: READY=FILE THEME=light|dark nvim -n -u INIT +"luafile neovim_picture.lua"
vim.o.background = vim.env.THEME
vim.o.number = true
vim.cmd.edit("teas/煎茶.md")
vim.wait(20000, function()
  return #vim.diagnostic.get(0) == 3
end, 20)
vim.fn.search("玉露")

-- A window that is opened while Neovim starts is closed again.
vim.defer_fn(vim.diagnostic.open_float, 500)
vim.defer_fn(function()
  vim.fn.writefile({}, vim.env.READY)
end, 1000)
