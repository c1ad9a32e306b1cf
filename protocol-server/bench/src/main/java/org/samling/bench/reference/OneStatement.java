package org.samling.bench.reference;

/**
 * The statement that pgbench runs for an operation: it writes the rows that the store writes, or
 * reads the data that the store reads, in one transaction. Item, loan, patron and title are looked
 * up once, by a number, in {@link PgbenchFeed}; no rules are applied.
 */
final class OneStatement {

  private static final String NEXT =
      """
      \\set n :n + 1
      \\if :n >= {stride}
      \\sleep 100 ms
      \\else
      with f as materialized (
        select * from bench.feed where n = {first} + :client_id::int8 * {stride} + :n::int8
      ),\
      """;

  private static final String JOURNAL =
      """
      c as (
        insert into command_outcome (tenant_id, day, key, decided_at, outcome)
        select {tenant}, current_date, sha256(uuid_send(uuidv7())), now(), '{outcome}' from l
      ), k as materialized (
        select uuidv7() as id, l.branch, l.patron_id, l.item_id from l
      ), a as (
        insert into audit (tenant_id, id, at, actor, branch, command, patron_id, item_id, outcome)
        select {tenant}, id, now(), '{actor}', branch, '{command}', case when item_id is null then patron_id end, item_id,
          'done' from k
      ), w as (
        insert into audit_patron (tenant_id, audit_id, at, patron_id)
        select {tenant}, id, now(), patron_id from k where patron_id is not null and item_id is not null
      ), o as (
        insert into outbox (tenant_id, id, at, kind, payload)
        select {tenant}, uuidv7(), now(), kind, '{payload}' from l, unnest(array[{kinds}]) kind
      )
      select count(*) from l;
      """;

  private static final String CHECKOUT =
      """
      l as (
        insert into loan (tenant_id, id, item_id, patron_id, lent_at, lent_branch, material_group, due_at)
        select {tenant}, uuidv7(), item_id, patron_id, now(), branch, 'bog', now() + interval '30 days' from f
        returning item_id, patron_id, lent_branch as branch
      ), u as (
        update item set status = 'ON_LOAN', at_branch = l.branch, hold_id = null, returned_loan_id = null, moved_at = now(),
          not_found = 0
        from l
        where item.tenant_id = {tenant} and item.id = l.item_id
      ),\
      """;

  private static final String CHECKIN =
      """
      l as (
        update loan set returned_at = now(), returned_branch = f.branch, patron_id = null, hold_id = null from f
        where loan.tenant_id = {tenant} and loan.id = f.loan_id and loan.returned_at is null
        returning loan.item_id, null::uuid as patron_id, f.branch, loan.id, old.patron_id as whose, loan.lent_branch
      ), h as (
        insert into loan_history (tenant_id, let_go_on, loan_id, patron_id, item_id, branch, ended_at)
        select {tenant}, current_date + 31, id, whose, item_id, lent_branch, now() from l
      ), u as (
        update item set status = 'AVAILABLE', at_branch = l.branch, hold_id = null, returned_loan_id = l.id,
          moved_at = now(), not_found = 0
        from l
        where item.tenant_id = {tenant} and item.id = l.item_id
      ),\
      """;

  private static final String RENEW =
      """
      l as (
        update loan set due_at = greatest(due_at, now() + interval '30 days'), renewals = renewals + 1, renewed_at = now(),
          renewed_branch = f.branch, due_before_renewal = due_at
        from f where loan.tenant_id = {tenant} and loan.id = f.loan_id and loan.returned_at is null
        returning loan.item_id, loan.patron_id, f.branch
      ),\
      """;

  private static final String HOLD =
      """
      l as (
        insert into hold (tenant_id, id, common_record_id, patron_id, pickup_branch, placed_at, expires_at, state, changed_at)
        select {tenant}, uuidv7(), record_id, patron_id, branch, now(), now() + interval '180 days', 'WAITING', now() from f
        returning null::uuid as item_id, patron_id, pickup_branch as branch
      ),\
      """;

  private static final String PATRON =
      """
      p as (
        select p.* from f join patron p on p.tenant_id = {tenant} and p.id = f.patron_id
      )
      select p.name, p.category, p.branch, p.language, p.expires_on, p.email, p.phone, p.address,
        (select string_agg(code, '') from patron_block b where b.tenant_id = {tenant} and b.patron_id = p.id),
        (select json_agg(json_build_array(i.barcode, c.title, o.due_at) order by o.due_at)
          from loan o join item i on i.tenant_id = {tenant} and i.id = o.item_id
          join common_record c on c.id = i.common_record_id
          where o.tenant_id = {tenant} and o.patron_id = p.id and o.returned_at is null),
        (select json_agg(json_build_array(h.id, c.title, i.barcode, h.pickup_branch, h.state, h.placed_at) order by h.placed_at)
          from hold h join common_record c on c.id = h.common_record_id
          left join item i on i.tenant_id = {tenant} and i.id = h.item_id
          where h.tenant_id = {tenant} and h.patron_id = p.id and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')),
        (select json_agg(json_build_array(e.id, e.fee_type, e.amount, e.reason, e.arose_at) order by e.arose_at)
          from ledger_entry e where e.tenant_id = {tenant} and e.patron_id = p.id)
      from p;
      """;

  /** The actor in the journal. */
  static final String ACTOR = "pgbench";

  private OneStatement() {}

  /**
   * pgbench's script for one tenant's part of the feed.
   *
   * @param first the number of its first row
   * @param stride the number of rows for each client; after the last it only sleeps
   */
  static String of(Operation operation, int tenant, long first, long stride) {
    return (filled(operation) + "\\endif\n")
        .replace("{tenant}", Integer.toString(tenant))
        .replace("{first}", Long.toString(first))
        .replace("{stride}", Long.toString(stride))
        .replace("{actor}", ACTOR);
  }

  /**
   * Fills in JSON of the average length written by the store for the operation, as measured once.
   */
  private static String filled(Operation operation) {
    return switch (operation) {
      case CHECKOUT -> written(CHECKOUT, "checkout", 485, 196, "'loan-opened', 'item-moved'");
      case CHECKIN -> written(CHECKIN, "checkin", 417, 207, "'loan-closed', 'item-moved'");
      case RENEW -> written(RENEW, "renew", 484, 275, "'loan-renewed'");
      case HOLD -> written(HOLD, "place-hold", 154, 310, "'hold-placed'");
      case PATRON -> NEXT + PATRON;
    };
  }

  private static String written(
      String effects, String command, int outcome, int payload, String kinds) {
    return NEXT
        + effects
        + JOURNAL
            .replace("{command}", command)
            .replace("{outcome}", json(outcome))
            .replace("{payload}", json(payload))
            .replace("{kinds}", kinds);
  }

  private static String json(int length) {
    return "{\"x\": \"" + "x".repeat(length - 9) + "\"}";
  }
}
