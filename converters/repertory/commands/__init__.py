"""The commands, one module each: parse the options, call one library function, print."""
