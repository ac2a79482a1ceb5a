"""Tables in, tables out: what the page would say of each row, written as rows."""
