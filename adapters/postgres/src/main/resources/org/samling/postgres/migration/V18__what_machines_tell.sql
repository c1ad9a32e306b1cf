-- What machines tell of items and cards.

-- Size, kind, damage: what a machine noted of an item (SIP2 field CH).
alter table item add column properties text check (length(properties) between 1 and 255);

-- Whether the machine that blocked a card kept it.
alter table patron_block add column card_retained boolean not null default false;
