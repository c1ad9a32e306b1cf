-- Interlibrary loan: what libraries ask each other to lend or copy, and the messages about it.

-- Numbers are a tenant's own, from 1 up: whoever places a request locks the tenant, takes the next number, and looks
-- for the same request under that lock. No foreign keys to records, holds and items: the request stays when they go.
create table ill_request (
  tenant_id        int         not null references tenant,
  number           bigint      not null check (number > 0),
  side             text        not null check (side in ('LENDING', 'BORROWING')),
  state            text        not null check (state in ('REQUESTED', 'SENT', 'EXPECT_TO_SUPPLY', 'WILL_SUPPLY',
    'SHIPPED', 'RECEIVED', 'ON_LOAN', 'RETURNED', 'CHECKED_IN', 'CANCELLED', 'RETRY_POSSIBLE', 'UNFILLED', 'RECALLED', 'OVERDUE',
    'LOST')),
  account          text        not null check (length(account) between 1 and 200),
  library          text        check (length(library) between 1 and 200),
  reference        text        check (length(reference) between 1 and 1000),
  fingerprint      text        not null check (length(fingerprint) = 64),
  record_source    text,
  record_number    text,
  record_id        uuid,
  record_is_common boolean,
  title            text        check (length(title) <= 1000),
  author           text        check (length(author) <= 1000),
  published        text        check (length(published) <= 200),
  isbn             text        check (length(isbn) <= 200),
  issn             text        check (length(issn) <= 200),
  catalogue_number text        check (length(catalogue_number) <= 200),
  part             text        check (length(part) <= 1000),
  service          text        not null check (service in ('LOAN', 'COPY')),
  need_before      date,
  delivery         text        check (length(delivery) <= 1000),
  note             text        check (length(note) <= 1000),
  patron           text        check (length(patron) <= 200),
  branch           text        check (length(branch) between 1 and 200),  -- that handles it
  hold_id          uuid,
  item_id          uuid,
  barcode          text        check (length(barcode) between 1 and 200),
  due_to_lender    timestamptz,  -- when the item has to be back with its lender
  renewal          text        check (renewal in ('ASKED', 'GRANTED', 'REFUSED')),  -- whether the lender was asked to renew
  link             text        check (length(link) <= 1000),  -- where an electronic copy can be fetched
  -- On which terms the lender would supply, and when it can be asked again.
  offer_reason     text        check (length(offer_reason) <= 200),
  offer_condition  text        check (length(offer_condition) <= 1000),
  offer_cost       bigint      check (offer_cost between 0 and 100000000),  -- hundredths
  offer_currency   text        check (length(offer_currency) = 3),
  offer_retry      timestamptz,
  offer_expected   timestamptz,
  retry_of         int         check (retry_of > 0),  -- of our own request, the lender whose terms were accepted
  -- The other library, where it speaks ISO 18626: its symbol, the symbol by which it knows us, and its version.
  peer             text        check (length(peer) between 1 and 200),
  peer_us          text        check (length(peer_us) between 1 and 200),
  peer_version     text        check (length(peer_version) between 1 and 20),
  peer_reply_to    text        check (length(peer_reply_to) <= 500),  -- where it wants its answers, as it said
  lender           int         check (lender > 0),  -- of our own request, the lender that has it now
  is_of_partner    boolean     not null default false,  -- whether the other library is a tenant, under an agreement
  told_pause       daterange,  -- when our hold is paused, as a partner was told
  is_forgotten     boolean     not null default false,  -- whether what named a patron was removed
  placed_at        timestamptz not null,
  changed_at       timestamptz not null,
  primary key (tenant_id, number),
  check ((offer_cost is null) = (offer_currency is null)),
  check ((record_source is null) = (record_number is null)),
  check ((record_source is null) = (record_id is null)),
  check ((record_source is null) = (record_is_common is null)),
  check ((peer is null) = (peer_us is null) and (peer is null) = (peer_version is null))
);
call tenant_table('ill_request', 'select, insert, update');

create unique index ill_request_reference on ill_request (tenant_id, side, account, coalesce(library, ''), reference)
  where reference is not null;
-- NCIP names a request by its number alone, or by the item, on either side.
create index ill_request_account on ill_request (tenant_id, account, reference) where reference is not null;
create index ill_request_barcode on ill_request (tenant_id, barcode) where barcode is not null;
create index ill_request_fingerprint on ill_request (tenant_id, fingerprint, placed_at) where reference is null;
create unique index ill_request_hold on ill_request (tenant_id, hold_id) where hold_id is not null;
create index ill_request_kept on ill_request (tenant_id, changed_at) where not is_forgotten;
create index ill_request_state on ill_request (tenant_id, state, number);
create index ill_request_partner on ill_request (tenant_id, state) where is_of_partner and side = 'BORROWING';

-- The libraries that messages are sent to.
create table ill_partner (
  tenant_id         int         not null references tenant,
  library           text        not null check (length(library) between 1 and 200),
  name              text        not null check (length(name) <= 200),
  protocol          text        not null check (protocol in ('ISO18626', 'NCIP')),
  address           text        not null check (length(address) between 1 and 500),
  login             text        not null check (login in ('NONE', 'PASSWORD', 'API_KEY', 'TOKEN')),
  login_name        text        check (length(login_name) between 1 and 200),  -- user, header or client
  token_address     text        check (length(token_address) between 1 and 500),
  token_scope       text        check (length(token_scope) between 1 and 1000),
  ncip_version      text        check (ncip_version in ('2.02', '1.0')),
  ncip_us           text        check (length(ncip_us) between 1 and 200),
  ncip_patron       text        check (length(ncip_patron) between 1 and 200),
  ask_every_seconds int         check (ask_every_seconds between 1 and 86400),
  timeout_seconds   int         not null check (timeout_seconds between 1 and 60),
  uses_reply_to     boolean     not null,  -- whether it is answered at an address that it gives in a message
  reply_hosts       text        not null check (length(reply_hosts) <= 6000),  -- where that may be, too, with blanks between
  is_enabled        boolean     not null,
  sealed            bytea,      -- encrypted: the secrets of the login and of the agency: a line of each
  seal_key_version  smallint,
  changed_at        timestamptz not null default now(),
  primary key (tenant_id, library),
  check ((login = 'NONE') = (login_name is null)),
  check ((login = 'TOKEN') = (token_address is not null)),
  check ((protocol = 'NCIP') = (ncip_version is not null) and (protocol = 'NCIP') = (ask_every_seconds is not null)),
  check ((sealed is null) = (seal_key_version is null))
);
call tenant_table('ill_partner', 'select, insert, update, delete');
create trigger version_kept after insert or update or delete on ill_partner for each row
  execute function keep_version('ill-partner');

-- What happened to a request.
create table ill_event (
  tenant_id int         not null,
  request   bigint      not null,
  sequence  int         not null check (sequence > 0),
  at        timestamptz not null,
  who       text        not null check (length(who) between 1 and 200),
  state     text        not null,
  note      text        check (length(note) <= 1000),
  message   text        check (length(message) <= 16000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_event', 'select, insert, update (note, message)');

-- Where our own request is sent, one library after another until one supplies.
create table ill_lender (
  tenant_id int    not null,
  request   bigint not null,
  position  int    not null check (position > 0),
  library   text   not null check (length(library) between 1 and 200),
  put_by    text   check (length(put_by) between 1 and 200),  -- who put it there after the request was placed
  primary key (tenant_id, request, position),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_lender', 'select, insert, update (position), delete');

create index ill_lender_library on ill_lender (tenant_id, library, request);

-- What came of looking for our own request's title in the catalogues of libraries that lend, before it was sent.
create table ill_looked_up (
  tenant_id    int    not null,
  request      bigint not null,
  position     int    not null check (position > 0),  -- in the order in which they were to be asked
  catalogue    text   not null check (length(catalogue) between 1 and 200),
  library      text   not null check (length(library) between 1 and 200),
  match        text   check (match in ('ISBN', 'ISSN', 'NUMBER', 'TITLE')),  -- null where it was not found
  record       text   check (length(record) between 1 and 300),
  availability text   check (availability in ('AVAILABLE', 'UNKNOWN', 'UNAVAILABLE')),
  holdings     text   check (length(holdings) <= 1000),
  failure      text   check (length(failure) <= 1000),
  distance     int    check (distance >= 0),
  cost         bigint check (cost >= 0),  -- in minor units
  asked        int    not null check (asked >= 0),  -- how many requests to it were decided, of the last ones
  supplied     int    not null check (supplied between 0 and asked),
  days         numeric(6, 1) check (days >= 0),  -- from asking until the item was here, their median
  after        text   check (after in ('AVAILABILITY', 'DISTANCE', 'COST', 'TURNAROUND', 'FILL_RATE', 'SYMBOL')),
  primary key (tenant_id, request, position),
  foreign key (tenant_id, request) references ill_request,
  check ((match is null) = (record is null) and (match is null) = (availability is null)
    and (match is null) = (holdings is null))
);
call tenant_table('ill_looked_up', 'select, insert');

-- Messages from and to the other library. An outgoing one is written in the transaction that gives reason to it, and
-- stays due until the other library has confirmed it.
create table ill_message (
  tenant_id   int         not null,
  request     bigint      not null,
  sequence    int         not null check (sequence > 0),
  is_outgoing boolean     not null,
  at          timestamptz not null default now(),
  kind        text        not null check (length(kind) between 1 and 200),
  state       text        not null,
  peer        text        not null,
  lender      int,
  answer      boolean,
  note        text        check (length(note) <= 1000),
  fingerprint text        check (length(fingerprint) = 64),
  content     text        check (length(content) <= 16000),
  reply       text        check (length(reply) <= 16000),
  due_at      timestamptz,  -- null where nothing is to be done any more
  tries       int         not null default 0,
  failure     text        check (length(failure) <= 1000),
  primary key (tenant_id, request, sequence),
  foreign key (tenant_id, request) references ill_request
);
call tenant_table('ill_message', 'select, insert, update');

create unique index ill_message_once on ill_message (tenant_id, request, fingerprint) where not is_outgoing;
create index ill_message_due on ill_message (tenant_id, due_at) where due_at is not null;

-- That a tenant (the home) asks another (the supplier) for titles that its patrons wait for. Kept for both: how many it
-- may ask for at once, both see; when the home asks whom is its own business, and what is lent the supplier's. The home
-- is a patron of the supplier, which has the holds and the loans (ADR 0052).
create table hold_agreement (
  tenant_id   int         not null references tenant,
  other_id    int         not null references tenant,
  side        text        not null check (side in ('HOME', 'SUPPLIER')),  -- what tenant_id is
  state       text        not null default 'OFFERED' check (state in ('OFFERED', 'ACCEPTED', 'ENDED')),
  most        int         not null check (most between 1 and 100000),  -- requests of the home that are open at once
  turn        smallint    check (turn between 1 and 100),  -- the home asks the supplier with the lowest first
  categories  text[]      check (cardinality(categories) <= 100),  -- that the supplier lends; none for all that it lends
  branch      text,       -- that handles the home's requests at the supplier
  patron_id   uuid,       -- the home, as a patron of the supplier
  offered_at  timestamptz not null default now(),
  offered_by  text        not null,
  accepted_at timestamptz,  -- last, also before a new offer
  accepted_by text,
  ended_at    timestamptz,
  ended_by    text,
  primary key (tenant_id, side, other_id),
  foreign key (tenant_id, branch) references branch,
  foreign key (tenant_id, patron_id) references patron,
  check (tenant_id <> other_id)
);
call tenant_table('hold_agreement', 'select');

-- What is done to the agreements of two tenants is done one after another.
create function one_hold_agreement_after_another(one int, another int) returns void language sql
  set search_path = samling, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended(
    'hold agreement ' || least(one, another) || ' ' || greatest(one, another), 0))
$$;

-- Offers an agreement to a supplier, for its home; returns false where one is in force. What was offered before is
-- replaced; that one was accepted stays, by which what is still out under it is known.
create function offer_hold_agreement(home int, supplier int, at_once int, place smallint, by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from home then
    raise exception 'a tenant offers for itself only';
  end if;
  perform one_hold_agreement_after_another(home, supplier);
  for i in 1..2 loop
    perform act_as(case i when 1 then home else supplier end);
    insert into hold_agreement as a (tenant_id, other_id, side, most, turn, offered_by)
    values (acting_tenant(), case i when 1 then supplier else home end, case i when 1 then 'HOME' else 'SUPPLIER' end,
      at_once, case i when 1 then place end, by)
    on conflict (tenant_id, side, other_id) do update
    set state = 'OFFERED', most = excluded.most, turn = excluded.turn, offered_at = now(),
      offered_by = excluded.offered_by, ended_at = null, ended_by = null
    where a.state <> 'ACCEPTED';
    if not found then
      perform act_as(before);
      return false;
    end if;
  end loop;
  perform act_as(before);
  return true;
end $$;

-- Accepts what a home offered, for the supplier, of which the home is a patron already; returns false where nothing is
-- offered, or something else.
create function accept_hold_agreement(supplier int, home int, at_once int, lent text[], at_branch text, card text, by text)
  returns boolean language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from supplier then
    raise exception 'a tenant accepts for itself only';
  end if;
  perform one_hold_agreement_after_another(home, supplier);
  update hold_agreement a
  set state = 'ACCEPTED', accepted_at = now(), accepted_by = by, categories = lent, branch = at_branch,
    patron_id = i.patron_id
  from patron_identifier i
  where a.tenant_id = supplier and a.other_id = home and a.side = 'SUPPLIER' and a.state = 'OFFERED' and a.most = at_once
    and i.tenant_id = supplier and i.value = card;
  if not found then
    return false;
  end if;
  update tenant set settings_version = settings_version + 1 where id = supplier;
  perform act_as(home);
  update hold_agreement a set state = 'ACCEPTED', accepted_at = now(), accepted_by = by
  where a.tenant_id = home and a.other_id = supplier and a.side = 'HOME';
  update tenant set settings_version = settings_version + 1 where id = home;
  perform act_as(before);
  return true;
end $$;

-- Ends an agreement or takes an offer back, for either side; returns whether there was one.
create function end_hold_agreement(own int, other int, own_side text, by text) returns boolean
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
begin
  if before is distinct from own then
    raise exception 'a tenant ends its own agreements only';
  end if;
  perform one_hold_agreement_after_another(own, other);
  update hold_agreement a set state = 'ENDED', ended_at = now(), ended_by = by
  where a.tenant_id = own and a.other_id = other and a.side = own_side and a.state <> 'ENDED';
  if not found then
    return false;
  end if;
  update tenant set settings_version = settings_version + 1 where id = own;
  perform act_as(other);
  update hold_agreement a set state = 'ENDED', ended_at = now(), ended_by = by
  where a.tenant_id = other and a.other_id = own and a.side <> own_side;
  update tenant set settings_version = settings_version + 1 where id = other;
  perform act_as(before);
  return true;
end $$;

-- The record of a tenant that is the same title as another's, of which there is a copy to lend: the one with the same
-- key, else one with the same ISBN. Which categories count, null says: all that are lent.
create function lent_title(owner int, agency text, number text, isbn text, lent text[]) returns uuid
  language sql stable set search_path = samling, pg_temp as $$
  select w.id
  from (
    select c.id, 1 as way from common_record c where c.source = agency and c.control_number = number
    union all
    select l.id, 1 from local_record l
    where l.tenant_id = owner and l.source = agency and l.control_number = number
    union all
    select c.id, 2 from common_record c where isbn is not null and c.isbns @> array[isbn]
    union all
    select n.record_id, 2 from local_record_number n where n.tenant_id = owner and n.value = 'isbn:' || isbn) w
  join item i on i.tenant_id = owner and i.record_id = w.id
  join item_category k on k.tenant_id = i.tenant_id and k.code = i.category and k.for_loan
  where i.status not in ('LOST', 'DISCARDED', 'MISSING') and i.part_of_set is null and i.borrowed_from is null
    and (lent is null or i.category = any (lent))
  group by w.id order by min(w.way), count(*) desc, w.id limit 1
$$;

-- The suppliers, in the order in which they are asked, that have a copy of a title to lend: their codes, and nothing of
-- their copies.
create function hold_suppliers(home int, wanted uuid) returns table (supplier text)
  language plpgsql security definer set search_path = samling, pg_temp as $$
declare
  before int := acting_tenant();
  known record;
  agreed record;
  lent text[];
  has boolean;
begin
  if before is distinct from home then
    raise exception 'a tenant asks for itself only';
  end if;
  if not exists (select from hold_agreement a where a.tenant_id = home and a.side = 'HOME' and a.state = 'ACCEPTED') then
    return;
  end if;
  select r.source, r.control_number, r.isbns[1] as isbn into known
  from (
    select c.source, c.control_number, c.isbns from common_record c where c.id = wanted
    union all
    select l.source, l.control_number, l.isbns from local_record l where l.tenant_id = home and l.id = wanted) r;
  if not found then
    return;
  end if;
  for agreed in
    select a.other_id, t.code from hold_agreement a join tenant t on t.id = a.other_id
    where a.tenant_id = home and a.side = 'HOME' and a.state = 'ACCEPTED' order by a.turn, t.code
  loop
    perform act_as(agreed.other_id);
    select nullif(a.categories, '{}') into lent from hold_agreement a
    where a.tenant_id = agreed.other_id and a.side = 'SUPPLIER' and a.other_id = home;
    has := lent_title(agreed.other_id, known.source, known.control_number, known.isbn, lent) is not null;
    perform act_as(before);
    if has then
      supplier := agreed.code;
      return next;
    end if;
  end loop;
end $$;

revoke execute on function one_hold_agreement_after_another(int, int), offer_hold_agreement(int, int, int, smallint, text),
  accept_hold_agreement(int, int, int, text[], text, text, text), end_hold_agreement(int, int, text, text),
  lent_title(int, text, text, text, text[]), hold_suppliers(int, uuid) from public;
grant execute on function offer_hold_agreement(int, int, int, smallint, text),
  accept_hold_agreement(int, int, int, text[], text, text, text), end_hold_agreement(int, int, text, text),
  lent_title(int, text, text, text, text[]), hold_suppliers(int, uuid) to ${application};
