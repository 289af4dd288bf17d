"""What readers, tellers and whoever reports a story see: a module for each of them."""
