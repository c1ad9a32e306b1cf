package org.samling.postgres.registers;

import java.util.ArrayList;
import java.util.List;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.TenantId;
import org.samling.core.organisation.Tenants;
import org.samling.postgres.connection.ActingKeys;
import org.samling.postgres.connection.Database;
import org.samling.postgres.connection.Keyring;
import org.samling.postgres.rows.Parameters;

/**
 * Introduces a new pepper, whether or not servers are running: what is stored under an older one is
 * found by either until it is brought under the newest.
 */
public final class SecretRotation {

  private static final String KEPT =
      """
      select 'CPR' as secret, cpr_seal_key_version as version, count(*) as number from patron
      where tenant_id = :tenant and cpr_sealed is not null group by 2
      union all
      select 'PIN', pepper_version, count(*) from patron_pin where tenant_id = :tenant group by 2
      union all
      select 'PASSWORD', pepper_version, count(*) from account where tenant_id = :tenant group by 2
      union all
      select 'PARTNER', seal_key_version, count(*) from ill_partner
      where tenant_id = :tenant and sealed is not null group by 2
      order by 1, 2
      """;

  /** Staff are not among what a tenant's own transactions see. */
  private static final String KEPT_OF_STAFF =
      """
      select 'STAFF' as secret, pepper_version as version, count(*) as number from staff_user
      where tenant_id = :of group by 2
      union all
      select 'TOTP', f.seal_key_version, count(*) from staff_second_factor f join staff_user u on u.id = f.staff_id
      where u.tenant_id = :of group by 2
      order by 1, 2
      """;

  private static final String DROP_PINS =
      "delete from patron_pin where tenant_id = :tenant and pepper_version = :version returning patron_id";

  /** Includes operators, who belong to no tenant. */
  private static final String STAFF =
      """
      select 1 where exists (select from staff_user where pepper_version = :version)
        or exists (select from staff_second_factor where seal_key_version = :version)
      """;

  private final Database database;
  private final Keyring keyring;
  private final PostgresPersons persons;
  private final PostgresSecondFactors secondFactors;
  private final PostgresIllPartners partners;
  private final Tenants tenants;

  public SecretRotation(
      Database database,
      Keyring keyring,
      PostgresPersons persons,
      PostgresSecondFactors secondFactors,
      PostgresIllPartners partners,
      Tenants tenants) {
    this.database = database;
    this.keyring = keyring;
    this.persons = persons;
    this.secondFactors = secondFactors;
    this.partners = partners;
    this.tenants = tenants;
  }

  /** Kinds of secrets stored under a pepper. */
  public enum Secret {
    /** A CPR number of the person registry. */
    CPR,
    /** A patron's PIN. */
    PIN,
    /** An account's password. */
    PASSWORD,
    /** The secrets of a partner of interlibrary loan. */
    PARTNER,
    /** A password of staff of the tenant. */
    STAFF,
    /** What the one-time codes of staff of the tenant are made with. */
    TOTP
  }

  /**
   * How many secrets a tenant stores under a pepper.
   *
   * @param version the pepper's version
   */
  public record StoredSecret(Tenant tenant, Secret secret, short version, long number) {}

  private record KeptRow(Secret secret, short version, long number) {

    StoredSecret of(Tenant tenant) {
      return new StoredSecret(tenant, secret, version, number);
    }
  }

  /**
   * Adds a pepper to the key file, after the database knows what claims are signed with from now
   * on.
   *
   * @return its version
   */
  public short begin() {
    return keyring.add(pepper -> database.forAll(ActingKeys.put(pepper)));
  }

  /** The versions in the key file, the newest first. */
  public List<Short> versions() {
    return keyring.versions();
  }

  /**
   * Brings some CPR numbers of a tenant, each with all its forms in one transaction, the secrets of
   * its partners, and the second factors of its staff and of operators under the newest pepper.
   *
   * @return how many, 0 where none is left
   */
  public int step(TenantId tenant) {
    return persons.rekey(tenant) + partners.rekey(tenant) + secondFactors.rekey(tenant);
  }

  /** What every tenant stores, by pepper. */
  public List<StoredSecret> kept() {
    var kept = new ArrayList<StoredSecret>();
    for (var tenant : tenants.all()) {
      database
          .inTenant(tenant.id(), pipeline -> pipeline.list(KeptRow.class, KEPT))
          .forEach(row -> kept.add(row.of(tenant)));
      database
          .inTransaction(
              p -> p.list(KeptRow.class, KEPT_OF_STAFF, Parameters.of("of", tenant.id())))
          .forEach(row -> kept.add(row.of(tenant)));
    }
    return kept;
  }

  /**
   * Deletes the PINs still under an old pepper, because they were not used since it was replaced:
   * their patrons need new ones.
   *
   * @param version the old pepper's
   * @return how many
   */
  public int dropPins(short version) {
    var named = Parameters.of("version", version);
    return tenants.all().stream()
        .mapToInt(
            tenant -> database.inTenant(tenant.id(), pipeline -> pipeline.count(DROP_PINS, named)))
        .sum();
  }

  /**
   * Removes an old pepper from the key file.
   *
   * @throws IllegalArgumentException when it does not exist, is the newest, or is still in use
   */
  public void retire(short version) {
    if (kept().stream().anyMatch(k -> k.version() == version) || isStaffKeptBy(version)) {
      throw new IllegalArgumentException("still in use: pepper." + version);
    }
    var pepper = keyring.pepper(version);
    keyring.remove(version);
    database.forAll(ActingKeys.end(pepper));
  }

  private boolean isStaffKeptBy(short version) {
    return database.inTransaction(
        pipeline -> pipeline.any(STAFF, Parameters.of("version", version)));
  }
}
