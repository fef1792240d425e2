"""One result, several forms: a module a form."""
