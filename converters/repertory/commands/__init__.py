"""One module a command of `repertory`: parse options, call one library function, print."""
