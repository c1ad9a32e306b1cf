package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.samling.core.organisation.TenantId;

/**
 * Holds that a command that was refused had no effect, by which transaction wrote each row of each
 * table that the application reads. A transaction of refusals only leaves nothing but what says
 * that they were asked and answered; where others were done in the same transaction, a refusal's
 * effects can't be told from theirs.
 */
final class RefusalChecker {

  /** The tenant's tables, but for those in which every command leaves a row. */
  private static final String TABLES =
      """
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'samling' and c.relkind in ('r', 'p') and not c.relispartition
        and c.relname not in ('audit', 'audit_patron', 'command_outcome')
        and has_table_privilege(c.oid, 'select')
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
      order by 1
      """;

  /** The transactions by whether anything was done in them. */
  private static final String TRANSACTIONS =
      """
      with answered as (
        select xmin::text as transaction, bool_or(outcome = 'done') as is_done, count(*) as commands
        from audit group by xmin::text)
      """;

  private final TestLibrary library;
  private long refusedAlone;

  RefusalChecker(TestLibrary library) {
    this.library = library;
  }

  void check(TenantId tenant) {
    var names = library.texts(tenant, TABLES);
    assertThat(names).contains("loan", "hold", "item", "ledger_entry", "patron_block", "outbox");
    assertThat(library.texts(tenant, TRANSACTIONS + rowsOfRefusals(names)))
        .as("rows that transactions of refusals only have written, by their tables")
        .isEmpty();
    assertThat(
            library.texts(
                tenant,
                TRANSACTIONS
                    + """
                    select kind || ' ' || payload from outbox
                    where xid::xid::text not in (select transaction from answered where is_done)
                    """))
        .as("what others are told without a command that was done")
        .isEmpty();
    refusedAlone +=
        library.count(
            tenant,
            TRANSACTIONS + "select coalesce(sum(commands), 0) from answered where not is_done");
  }

  private static String rowsOfRefusals(List<String> tables) {
    return tables.stream()
        .map(table ->
            """
            select '%s' from "%s" where xmin::text in (select transaction from answered where not is_done)
            """
                .formatted(table, table))
        .collect(Collectors.joining("union all\n"));
  }

  /** How many refusals could be told from what was done, for they had transactions of their own. */
  long alone() {
    return refusedAlone;
  }
}
