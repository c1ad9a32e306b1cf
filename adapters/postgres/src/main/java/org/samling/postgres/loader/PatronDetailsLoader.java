package org.samling.postgres.loader;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.command.PatronCommand;
import org.samling.core.circulation.context.Facts;
import org.samling.core.circulation.facts.PatronDetails;
import org.samling.core.patron.Consent;
import org.samling.core.patron.PatronKind;
import org.samling.core.patron.PostalAddress;
import org.samling.postgres.rows.Parameters;
import org.samling.postgres.rows.Pipeline;
import org.samling.postgres.rows.SqlArray;
import org.samling.postgres.tables.HoldRow;

/** Loads what commands on patrons are decided on, beyond what lending needs. */
final class PatronDetailsLoader {

  private static final String DETAILS =
      """
      select p.id, p.kind, p.email, p.phone, p.address, p.address_protected, p.preferred_pickup, p.guardian_id,
        p.resident, p.came_of_age_on, p.cpr_sealed is not null as is_registered,
        exists (select from guest g where g.tenant_id = p.tenant_id and g.patron_id = p.id) as is_guest,
        (select array_agg(c.consent) from patron_consent c
          where c.tenant_id = p.tenant_id and c.patron_id = p.id and c.withdrawn_at is null) as consents
      from (
        select unnest(:patrons) as id
        union
        select i.patron_id from unnest(:keys) wanted (key)
        join patron_identifier i on i.tenant_id = :tenant and i.value = wanted.key) w
      join patron p on p.tenant_id = :tenant and p.id = w.id
      """;

  /** The open holds of patrons who have died. */
  private static final String HOLDS =
      HoldsLoader.COLUMNS
          + """
          from (
            select unnest(:patrons) as id
            union
            select i.patron_id from unnest(:keys) wanted (key)
            join patron_identifier i on i.tenant_id = :tenant and i.value = wanted.key) w
          join patron p on p.tenant_id = :tenant and p.id = w.id
          join hold h on h.tenant_id = p.tenant_id and h.patron_id = p.id
          where h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY')
          """;

  private final Named changed = new Named();
  private final Named deceased = new Named();

  /** Patrons by number, and by the stored forms of their identifiers. */
  private record Named(Set<UUID> ids, Set<String> keys) {

    Named() {
      this(new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    public void add(PatronCommand command, List<String> named) {
      var id = command.patronId();
      if (id != null) {
        ids.add(id);
      }
      keys.addAll(named);
    }

    boolean isEmpty() {
      return ids.isEmpty() && keys.isEmpty();
    }

    public Parameters parameters() {
      return Parameters.of("patrons", SqlArray.uuids(ids)).and("keys", SqlArray.texts(keys));
    }
  }

  /**
   * Takes a command.
   *
   * @param keys the stored forms of the identifier that the command names, if it names one
   */
  public void add(PatronCommand command, List<String> keys) {
    changed.add(command, keys);
    if (command instanceof PatronCommand.SetGuardian set && set.guardian() != null) {
      changed.ids().add(set.guardian());
    }
    if (command instanceof PatronCommand.RegisterDeath) {
      deceased.add(command, keys);
    }
  }

  /** Takes the stored forms of the identifiers of somebody who is to join a group. */
  void addMember(List<String> keys) {
    changed.keys().addAll(keys);
  }

  void addTo(Pipeline pipeline, Facts facts) {
    if (!changed.isEmpty()) {
      pipeline.each(
          DetailsRow.class, row -> facts.add(row.details()), DETAILS, changed.parameters());
    }
    if (!deceased.isEmpty()) {
      pipeline.each(
          HoldRow.Found.class, row -> facts.add(row.facts()), HOLDS, deceased.parameters());
    }
  }

  private record DetailsRow(
      UUID id,
      PatronKind kind,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address,
      boolean addressProtected,
      @Nullable String preferredPickup,
      @Nullable UUID guardianId,
      boolean resident,
      @Nullable LocalDate cameOfAgeOn,
      Set<Consent> consents,
      boolean isRegistered,
      boolean isGuest) {

    PatronDetails details() {
      return new PatronDetails(
          id,
          kind,
          email,
          phone,
          new PostalAddress(address, addressProtected),
          preferredPickup,
          guardianId,
          resident,
          cameOfAgeOn,
          consents,
          new PatronDetails.Outside(isRegistered, isGuest));
    }
  }
}
