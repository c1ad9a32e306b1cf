package org.samling.postgres.loader;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.command.Command;
import org.samling.core.circulation.command.HoldCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.context.RequestedTitles.Waiting;
import org.samling.core.circulation.facts.Enumeration;
import org.samling.core.circulation.facts.ItemKind;
import org.samling.core.organisation.TenantId;
import org.samling.postgres.connection.PatronKeys;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;
import org.samling.postgres.tables.ItemRow;

/**
 * Loads what placing and cancelling holds is decided on: counts for each title, its copies on the
 * shelf, and the patrons' own holds on it and items of it. Neither a title's queue nor its items
 * are loaded.
 */
final class TitlesLoader {

  /**
   * The requested titles, by their keys: the tenant's own record before a common one. The limits
   * make sure that each title is looked up by its whole key, however few records there were when
   * the plan was made; a comparison with a coalesce can't use an index under row-level security.
   */
  private static final String ASKED =
      """
      select w.source, w.control_number, w.at, case when l.id is null then c.id else l.id end as record_id
      from unnest(:sources, :numbers, :times) w (source, control_number, at)
      left join lateral (
        select id from local_record
        where tenant_id = :tenant and source = w.source and control_number = w.control_number limit 1) l on true
      left join lateral (
        select id from common_record where source = w.source and control_number = w.control_number limit 1) c on true
      where l.id is not null or c.id is not null
      """;

  private static final String WAITING =
      """
      left join lateral (
        select queue_class, count(*) as waiting, count(*) filter (where placed_at <= a.at) as before from hold
        where tenant_id = :tenant and record_id = a.record_id and state = 'WAITING' group by queue_class) q on true
      """;

  private static final String TITLES =
      "select a.source, a.control_number, a.at, a.record_id, q.* from (\n"
          + ASKED
          + ") a\n"
          + WAITING;

  private static final String TITLES_OF_ITEMS =
      """
      select a.at, a.record_id, q.*
      from (
        select w.at, i.record_id from unnest(:items, :times) w (barcode, at)
        join item i on i.tenant_id = :tenant and i.barcode = w.barcode) a
      """
          + WAITING;

  /** The items that exist and, for subscriptions, those that are expected. */
  private static final String KINDS =
      "select a.record_id, k.* from (select distinct record_id from (\n"
          + ASKED
          + """
          ) a) a
          cross join lateral (
            select category, material_group, circulation_modifier, accessioned_on, home_branch, location, volume,
              issue_year, issue
            from item where tenant_id = :tenant and record_id = a.record_id and status not in ('LOST', 'DISCARDED')
              and part_of_set is null
            union all
            select s.category, null, null, e.expected_on, s.branch, s.location, e.volume, e.issue_year, e.issue
            from subscription s join periodical_issue e on e.tenant_id = s.tenant_id and e.subscription_id = s.id
            where s.tenant_id = :tenant and s.record_id = a.record_id and e.state = 'EXPECTED') k
          """;

  /** Copies that are neither set aside nor on a pull list. */
  private static final String ON_SHELF =
      FactsLoader.ITEM_COLUMNS
          + "from (select distinct record_id from (\n"
          + ASKED
          + """
          ) a) a
          cross join lateral (
            select * from item t
            where t.tenant_id = :tenant and t.record_id = a.record_id and t.status in ('AVAILABLE', 'TO_BE_RESHELVED')
              and t.hold_id is null and not exists (
                select from hold h where h.tenant_id = t.tenant_id and h.target_item_id = t.id)
            limit :limit) i
          """
          + FactsLoader.DESCRIBED_AND_LENT;

  /**
   * The titles of which a partner has a copy to lend, once for each. Without agreements none is
   * looked up.
   */
  private static final String AT_PARTNERS =
      "select a.record_id from (select distinct record_id from (\n"
          + ASKED
          + """
          ) a) a
          cross join lateral hold_suppliers(:tenant, a.record_id) s
          where exists (
            select from hold_agreement g where g.tenant_id = :tenant and g.side = 'HOME' and g.state = 'ACCEPTED')
          """;

  /** The holds that these items are to be pulled for. */
  private static final String LOOKED_FOR =
      HoldsLoader.COLUMNS
          + """
          from unnest(:items) w (barcode)
          join item i on i.tenant_id = :tenant and i.barcode = w.barcode
          join hold h on h.tenant_id = i.tenant_id and h.target_item_id = i.id
          join patron p on p.tenant_id = h.tenant_id and p.id = h.patron_id
          """;

  private static final String OWN_HOLDS =
      HoldsLoader.COLUMNS
          + """
          from unnest(:patrons) w (value)
          join patron_identifier n on n.tenant_id = :tenant and n.value = w.value
          join patron p on p.tenant_id = n.tenant_id and p.id = n.patron_id
          join hold h on h.tenant_id = n.tenant_id and h.patron_id = n.patron_id and h.state in %s
          """
              .formatted(HoldsLoader.OPEN);

  /** The items that are set aside, or to be pulled, for the patrons' own holds. */
  private static final String OWN_ITEMS =
      FactsLoader.ITEM_COLUMNS
          + """
          from unnest(:patrons) w (value)
          join patron_identifier n on n.tenant_id = :tenant and n.value = w.value
          join hold h on h.tenant_id = n.tenant_id and h.patron_id = n.patron_id and h.state in %s
          join item i on i.tenant_id = h.tenant_id
            and i.id = case when h.item_id is null then h.target_item_id else h.item_id end
          """
              .formatted(HoldsLoader.OPEN)
          + FactsLoader.DESCRIBED_AND_LENT;

  private static final String OWN_LOANS =
      """
      select n.patron_id, i.record_id, i.barcode, i.volume, i.issue_year, i.issue, l.is_open
      from unnest(:patrons) w (value)
      join patron_identifier n on n.tenant_id = :tenant and n.value = w.value
      cross join lateral (
        select item_id, true as is_open from loan
        where tenant_id = n.tenant_id and patron_id = n.patron_id
        union all
        select item_id, false from loan_history where tenant_id = n.tenant_id and patron_id = n.patron_id) l
      join item i on i.tenant_id = n.tenant_id and i.id = l.item_id
      """;

  private final Set<Asked<RecordKey>> titles = new LinkedHashSet<>();
  private final Set<Asked<String>> items = new LinkedHashSet<>();
  private final Set<String> patrons = new LinkedHashSet<>();
  private boolean isChange;
  private boolean mayBeAtPartners;

  /** What is requested, and since when the patron has been waiting for it. */
  private record Asked<T>(T what, Instant at) {

    Asked {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  TitlesLoader(TenantId tenant, List<? extends Command<?>> commands, PatronKeys keys) {
    for (var command : commands) {
      if (command instanceof HoldCommand<?> hold) {
        add(hold, identifier -> patrons.addAll(keys.of(tenant, identifier)));
      }
    }
  }

  private interface Asker {
    void named(String identifier);
  }

  private void add(HoldCommand<?> command, Asker asker) {
    switch (command) {
      case HoldCommand.PlaceHold c -> {
        titles.add(new Asked<>(c.record(), c.placing().at()));
        mayBeAtPartners |= !c.placing().interLibrary();
        asker.named(c.patron());
      }
      case HoldCommand.RecordHold c -> {
        titles.add(new Asked<>(c.record(), c.placing().at()));
        asker.named(c.patron());
      }
      case HoldCommand.PlaceHolds c -> {
        c.records().forEach(record -> titles.add(new Asked<>(record, c.placing().at())));
        asker.named(c.patron());
      }
      case HoldCommand.PlaceItemHold c -> {
        items.add(new Asked<>(c.item(), c.placing().at()));
        asker.named(c.patron());
      }
      case HoldCommand.CancelHold c -> {
        titles.add(new Asked<>(c.record(), Instant.EPOCH));
        asker.named(c.patron());
      }
      case HoldCommand.ChangeHoldOnTitle c -> {
        titles.add(new Asked<>(c.record(), Instant.EPOCH));
        asker.named(c.patron());
        isChange = true;
      }
      case HoldCommand.SupplyHold _,
          HoldCommand.ChangeHold _,
          HoldCommand.PauseHold _,
          HoldCommand.CancelHoldById _,
          HoldCommand.ExpireHold _,
          HoldCommand.ShelveHold _,
          HoldCommand.TargetHold _,
          HoldCommand.ReportNotFound _,
          HoldCommand.ReschedulePickup _ -> {}
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!titles.isEmpty()) {
      var asked =
          Parameters.of(
                  "sources", SqlArray.texts(titles.stream().map(t -> t.what().source()).toList()))
              .and("numbers", SqlArray.texts(titles.stream().map(t -> t.what().number()).toList()))
              .and("times", times(titles))
              .and("limit", FactsLoader.MAX_ITEMS_OF_TITLE);
      pipeline
          .each(
              TitleRow.class,
              row -> {
                facts.titles().add(row.key(), row.waiting().recordId());
                row.waiting().addTo(facts);
              },
              TITLES,
              asked)
          .each(KindRow.class, row -> row.addTo(facts), KINDS, asked)
          .each(ItemRow.Lent.class, row -> row.addTo(facts), ON_SHELF, asked);
      if (mayBeAtPartners) {
        pipeline.each(UUID.class, facts.titles()::addSupplier, AT_PARTNERS, asked);
      }
    }
    if (!items.isEmpty()) {
      var asked =
          Parameters.of("items", SqlArray.texts(items.stream().map(Asked::what).toList()))
              .and("times", times(items));
      pipeline
          .each(WaitingRow.class, row -> row.addTo(facts), TITLES_OF_ITEMS, asked)
          .each(HoldRow.Found.class, row -> facts.add(row.facts()), LOOKED_FOR, asked);
    }
    var own = Parameters.of("patrons", SqlArray.texts(patrons));
    if (!patrons.isEmpty()) {
      pipeline
          .each(HoldRow.Found.class, row -> facts.add(row.facts()), OWN_HOLDS, own)
          .each(OwnLoanRow.class, row -> row.addTo(facts), OWN_LOANS, own);
    }
    if (isChange) {
      pipeline.each(ItemRow.Lent.class, row -> row.addTo(facts), OWN_ITEMS, own);
    }
  }

  private static <T> SqlArray times(Set<Asked<T>> asked) {
    return SqlArray.instants(asked.stream().map(Asked::at).toList());
  }

  /** One row for each queue class in which somebody waits, or one without a class. */
  private record WaitingRow(
      UUID recordId,
      Instant at,
      @Nullable Integer queueClass,
      @Nullable Integer before,
      @Nullable Integer waiting) {

    void addTo(Facts facts) {
      if (queueClass != null && before != null && waiting != null) {
        facts.titles().add(recordId, at, new Waiting(queueClass, before, waiting));
      }
    }
  }

  private record TitleRow(String source, String controlNumber, WaitingRow waiting) {

    RecordKey key() {
      return new RecordKey(source, controlNumber);
    }
  }

  private record KindRow(
      UUID recordId,
      String category,
      @Nullable String materialGroup,
      @Nullable String circulationModifier,
      LocalDate accessionedOn,
      String homeBranch,
      @Nullable String location,
      @Nullable String volume,
      @Nullable String issueYear,
      @Nullable String issue) {

    void addTo(Facts facts) {
      facts
          .titles()
          .add(
              recordId,
              new ItemKind(
                  category,
                  materialGroup,
                  circulationModifier,
                  accessionedOn,
                  homeBranch,
                  location),
              Enumeration.of(volume, issueYear, issue),
              1);
    }
  }

  private record OwnLoanRow(
      UUID patronId,
      UUID recordId,
      String barcode,
      @Nullable String volume,
      @Nullable String issueYear,
      @Nullable String issue,
      boolean isOpen) {

    void addTo(Facts facts) {
      facts
          .borrowed()
          .add(patronId, recordId, barcode, Enumeration.of(volume, issueYear, issue), isOpen);
    }
  }
}
