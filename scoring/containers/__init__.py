"""One stream of bytes to the documents in it: archives of crawlers, records, mail, anything compressed."""
