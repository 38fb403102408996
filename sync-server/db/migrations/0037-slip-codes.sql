-- What is written on the slip in a book on the hold shelf: the end of the member's number when it was put there. His card
-- may be replaced afterwards; the slip in the book is not. Null for holds from before: they show his number of today.
alter table holds add column slip_code text;
