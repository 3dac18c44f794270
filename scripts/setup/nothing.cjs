// Stands for a package that a bundle leaves out.
module.exports = {}
