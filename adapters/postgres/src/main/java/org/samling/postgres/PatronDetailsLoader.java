package org.samling.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;

/** Loads what commands on patrons are decided on, beyond what lending needs to know of them. */
final class PatronDetailsLoader {

  private static final String DETAILS =
      """
      select p.id, p.kind, p.email, p.phone, p.address, p.address_protected, p.preferred_pickup, p.guardian_id,
        p.resident, p.came_of_age_on,
        (select array_agg(c.consent) from patron_consent c
          where c.tenant_id = p.tenant_id and c.patron_id = p.id and c.withdrawn_at is null) as consents
      from (
        select unnest(?) as id
        union
        select i.patron_id from unnest(?) wanted (key)
        join patron_identifier i on i.tenant_id = ? and i.value = wanted.key) w
      join patron p on p.tenant_id = ? and p.id = w.id
      """;

  /** The open holds of those who died. */
  private static final String HOLDS =
      HoldsLoader.COLUMNS
          + """
          from (
            select unnest(?) as id
            union
            select i.patron_id from unnest(?) wanted (key)
            join patron_identifier i on i.tenant_id = ? and i.value = wanted.key) w
          join patron p on p.tenant_id = ? and p.id = w.id
          join hold h on h.tenant_id = p.tenant_id and h.patron_id = p.id
          where h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
          """;

  private final int tenant;
  private final Named changed = new Named();
  private final Named deceased = new Named();

  /** Patrons by number, and by what identifiers are kept as. */
  private record Named(Set<UUID> ids, Set<String> keys) {

    Named() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    void add(PatronCommand command, List<String> named) {
      var id = command.patronId();
      if (id != null) {
        ids.add(id);
      }
      keys.addAll(named);
    }

    boolean isEmpty() {
      return ids.isEmpty() && keys.isEmpty();
    }

    Pipeline.Texts idTexts() {
      return new Pipeline.Texts("uuid", List.copyOf(ids));
    }
  }

  PatronDetailsLoader(int tenant) {
    this.tenant = tenant;
  }

  /**
   * Takes a command.
   *
   * @param command the command
   * @param keys as what the identifier is kept that it names, if it names one
   */
  void add(PatronCommand command, List<String> keys) {
    changed.add(command, keys);
    if (command instanceof PatronCommand.SetGuardian set && set.guardian() != null) {
      changed.ids().add(set.guardian());
    }
    if (command instanceof PatronCommand.RegisterDeath) {
      deceased.add(command, keys);
    }
  }

  void addTo(Pipeline pipeline, Facts facts) {
    add(pipeline, changed, DETAILS, row -> facts.add(details(row)));
    add(pipeline, deceased, HOLDS, row -> facts.add(HoldsLoader.hold(row)));
  }

  private void add(Pipeline pipeline, Named named, String sql, Pipeline.Row take) {
    if (!named.isEmpty()) {
      pipeline.add(take, sql, named.idTexts(), FactsLoader.texts(named.keys()), tenant, tenant);
    }
  }

  private static PatronDetails details(ResultSet row) throws SQLException {
    return new PatronDetails(
        FactsLoader.uuid(row, "id"),
        PatronKind.valueOf(row.getString("kind")),
        row.getString("email"),
        row.getString("phone"),
        new PostalAddress(row.getString("address"), row.getBoolean("address_protected")),
        row.getString("preferred_pickup"),
        row.getObject("guardian_id", UUID.class),
        row.getBoolean("resident"),
        row.getObject("came_of_age_on", LocalDate.class),
        FactsLoader.strings(row, "consents").stream()
            .map(Consent::valueOf)
            .collect(Collectors.toSet()));
  }
}
