"""Pages: what people read, made of the facade's answers by templates; the server and the static site show the same."""
