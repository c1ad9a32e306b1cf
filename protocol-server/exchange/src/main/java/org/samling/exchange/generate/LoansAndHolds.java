package org.samling.exchange.generate;

import java.time.LocalDate;

/** The SQL that creates the loans and holds of whole tenants. */
final class LoansAndHolds {

  /**
   * The days of every branch, each with the first day from it on which the branch is open: loans
   * fall due on such days.
   */
  private static final String OPEN_DAYS =
      """
      days as (
        select b.code as branch, d::date as day,
          min(d::date) filter (where h.weekday is not null and c.branch is null)
            over (partition by b.code order by d rows between current row and unbounded following) as open
        from branch b
        cross join generate_series(timestamp '{day}' - interval '200 days', timestamp '{day}' + interval '200 days',
          interval '1 day') d
        left join opening_hours h on h.tenant_id = b.tenant_id and h.branch = b.code and h.weekday = extract(isodow from d)
        left join closing c on c.tenant_id = b.tenant_id and c.branch = b.code and d::date between c.first_day and c.last_day
        where b.tenant_id = {tenant})
      """;

  /** All copies of the most popular titles are out; of the others, the popular ones more often. */
  private static final String LOANS =
      """
      insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, material_group, due_at, renewals, renewed_at)
      with {openDays}, lent as materialized (
        select item.id, home_branch, item.category, loan_days, least(k.renewals, case when {u1} < 0.7 then 0 when {u1} < 0.9 then 1 else 2 end)
          as renewals, {u0} < 0.06 as overdue, {u2} as how_long, {u3} as whose, h
        from (
          select i.*, {hash} as h, (c.control_number::float8) / {titles} as rank
          from item i join common_record c on c.id = i.common_record_id
          where i.tenant_id = {tenant} and i.status = 'AVAILABLE') item
        join item_category k on k.tenant_id = {tenant} and k.code = item.category
        where k.for_loan
        order by case when rank <= 0.01 then 0 else -ln(1 - {chance}) / (0.3 + 1 / (0.2 + rank)) end, item.id
        limit {loans}
      ), dated as (
        select lent.*, date '{day}' - case
            when overdue then loan_days * (1 + renewals) + 1 + floor(how_long * 60)::int
            else loan_days * renewals + 1 + floor(how_long * loan_days)::int end as lent_on
        from lent
      ), timed as (
        select dated.*, (lent_on + time '10:00' + make_interval(secs => floor(how_long * 28800))) at time zone '{zone}' as lent_at,
          {patronNumber} as n
        from dated)
      select {tenant}, {loanId}, id, {patronId}, lent_at, home_branch, category,
        ((days.open + 1)::timestamp at time zone '{zone}') - interval '1 second', renewals,
        case when renewals > 0 then lent_at + make_interval(days => loan_days * renewals) end
      from (select timed.*, {patronHash} as p from timed) timed
      join days on days.branch = home_branch and days.day = lent_on + loan_days * (1 + renewals)
      """;

  private static final String ITEMS_LENT =
      """
      update item set status = 'ON_LOAN' from loan
      where item.tenant_id = {tenant} and loan.tenant_id = {tenant} and loan.item_id = item.id and loan.returned_at is null
      """;

  /** Patrons wait for titles without an available copy, most of them for the most popular. */
  private static final String WAITING =
      """
      insert into hold (tenant_id, id, common_record_id, patron_id, pickup_branch, placed_at, expires_at, state, changed_at)
      with title as materialized (
        select record_id, row_number() over (order by c.control_number) as place
        from (
          select record_id from item where tenant_id = {tenant} and category in ({forLoan}) group by record_id
          having bool_or(status = 'ON_LOAN') and not bool_or(status = 'AVAILABLE')) gone
        join common_record c on c.id = gone.record_id
      ), wanted as (
        select k, h, {popular} as place from (
          select k, {hash} as h from generate_series({firstPatron}, {firstPatron} + {holds} - 1) k) g
      ), queued as (
        select wanted.*, title.record_id, {firstPatron} + ({spread} + {step}
            * row_number() over (partition by wanted.place order by k)) % {patrons} as n
        from wanted join title on title.place = wanted.place + 1
      ), timed as (
        select queued.*, (date '{day}' - 1 - floor({u1} * 120)::int + time '08:00'
            + make_interval(secs => floor({u2} * 50000))) at time zone '{zone}' as placed_at, {patronHash} as p
        from queued)
      select {tenant}, {holdId}, record_id, patron.id, patron.branch, placed_at, placed_at + interval '180 days', 'WAITING',
        placed_at
      from timed join patron on patron.tenant_id = {tenant} and patron.id = {patronId}
      """;

  private static final String SET_ASIDE =
      """
      insert into hold (tenant_id, id, common_record_id, patron_id, pickup_branch, placed_at, expires_at, state, changed_at,
        item_id, pickup_number, pickup_until)
      with chosen as materialized (
        select id, record_id, h, row_number() over (order by h) as k from (
          select id, record_id, {itemHash} as h from item
          where tenant_id = {tenant} and status = 'AVAILABLE' and category in ({forLoan})) i
        order by h limit {setAside}
      ), timed as (
        select chosen.*, {firstPatron} + (k * {step}) % {patrons} as n,
          (date '{day}' - 8 - floor({u1} * 60)::int + time '08:00' + make_interval(secs => floor({u2} * 50000)))
            at time zone '{zone}' as placed_at
        from chosen)
      select {tenant}, {holdId}, record_id, patron_id, pickup, placed_at, placed_at + interval '180 days', state, changed_at,
        item_id, case when state = 'READY' then 1 + number % 9999 end,
        case when state = 'READY' then changed_at + interval '8 days' - interval '1 second' end
      from (
        select timed.*, timed.id as item_id, patron.id as patron_id, patron.branch as pickup,
          case when {u3} < 0.8 then 'READY' else 'IN_TRANSIT' end as state,
          (date '{day}' - 1)::timestamp at time zone '{zone}' as changed_at,
          row_number() over (partition by patron.branch, {u3} < 0.8 order by k) - 1 as number
        from (select timed.*, {patronHash} as p from timed) timed
        join patron on patron.tenant_id = {tenant} and patron.id = {patronId}) timed
      """;

  /** The last number that each branch assigned. */
  private static final String NUMBERS =
      """
      insert into pickup_counter (tenant_id, branch, last)
      select {tenant}, pickup_branch, max(pickup_number) from hold
      where tenant_id = {tenant} and pickup_number is not null group by pickup_branch
      """;

  private static final String TRANSITS =
      """
      insert into transit (tenant_id, id, item_id, from_branch, to_branch, hold_id, sent_at)
      select {tenant}, hold.id, item.id, item.home_branch, hold.pickup_branch, hold.id, hold.changed_at
      from hold join item on item.tenant_id = {tenant} and item.id = hold.item_id
      where hold.tenant_id = {tenant} and hold.state = 'IN_TRANSIT'
      """;

  private static final String ITEMS_SET_ASIDE =
      """
      update item set status = case hold.state when 'READY' then 'ON_HOLD_SHELF' else 'IN_TRANSIT' end,
        at_branch = hold.pickup_branch, hold_id = hold.id
      from hold
      where item.tenant_id = {tenant} and hold.tenant_id = {tenant} and hold.item_id = item.id
        and hold.state in ('READY', 'IN_TRANSIT')
      """;

  /** Prime, so that no patron is in a queue twice. */
  private static final int STEP = 7919;

  private final Draws draws;
  private final LocalDate day;
  private final PatronsAndItems people;
  private final Organisation.Made made;
  private final Sizes.Share share;

  LoansAndHolds(
      Draws draws,
      LocalDate day,
      PatronsAndItems people,
      Organisation.Made made,
      Sizes.Share share) {
    this.draws = draws;
    this.day = day;
    this.people = people;
    this.made = made;
    this.share = share;
  }

  String loans() {
    return filled(LOANS.replace("{openDays}", OPEN_DAYS), "loan", "i.barcode")
        .replace("{patronNumber}", patronNumber())
        .replace("{chance}", Draws.uniform(draws.hash("chance", "item.barcode"), 0))
        .replace("{loanId}", Draws.id("(extract(epoch from lent_at) * 1000)::int8", "h"));
  }

  String itemsLent() {
    return filled(ITEMS_LENT, "", "");
  }

  String waiting() {
    return filled(WAITING, "hold", "k")
        .replace("{spread}", "('x' || substr(md5(title.record_id::text), 1, 7))::bit(28)::int8");
  }

  String setAside() {
    return filled(SET_ASIDE, "", "").replace("{itemHash}", draws.hash("set-aside", "barcode"));
  }

  String itemsSetAside() {
    return filled(ITEMS_SET_ASIDE, "", "");
  }

  String pickupNumbers() {
    return filled(NUMBERS, "", "");
  }

  String transits() {
    return filled(TRANSITS, "", "");
  }

  /** A few patrons have many loans. */
  private String patronNumber() {
    return share.firstPatron()
        + " + "
        + Draws.popular("whose", Integer.toString(share.patrons()), 2, 0.05);
  }

  private String filled(String sql, String what, String number) {
    return sql.replace("{hash}", draws.hash(what, number))
        .replace(
            "{popular}",
            Draws.popular(Draws.uniform("h", 0), "(select count(*) from title)", 3, 0.03))
        .replace("{patronId}", people.patronId("n", "p"))
        .replace("{patronHash}", draws.hash("patron", "n"))
        .replace("{holdId}", Draws.id("(extract(epoch from placed_at) * 1000)::int8", "h"))
        .replace("{u0}", Draws.uniform("h", 0))
        .replace("{u1}", Draws.uniform("h", 1))
        .replace("{u2}", Draws.uniform("h", 2))
        .replace("{u3}", Draws.uniform("h", 3))
        .replace("{forLoan}", Material.codesForLoan())
        .replace("{tenant}", made.id().toString())
        .replace("{titles}", Integer.toString(share.titles()))
        .replace("{loans}", Integer.toString(share.loans()))
        .replace("{holds}", Integer.toString(share.holds()))
        .replace("{setAside}", Integer.toString(share.setAside()))
        .replace("{firstPatron}", Integer.toString(share.firstPatron()))
        .replace("{patrons}", Integer.toString(share.patrons()))
        .replace("{step}", Integer.toString(share.patrons() % STEP == 0 ? 1 : STEP))
        .replace("{day}", day.toString())
        .replace("{zone}", Organisation.ZONE.getId());
  }
}
