package org.samling.console.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.samling.console.web.Visit;
import org.samling.core.catalogue.CatalogueRecord;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.harvest.CatalogueHarvest;
import org.samling.core.harvest.CatalogueHarvest.Present;
import org.samling.core.harvest.KeptRecord;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;

/**
 * A record that an address names.
 *
 * @param kept the record
 * @param at when it was changed last
 * @param of whose it is: empty for the tenant's own, "common", or another tenant's code
 */
record AddressedRecord(KeptRecord kept, Instant at, String of) {

  /** What stands in an address for a common record. */
  static final String COMMON = "common";

  /**
   * Finds the record that an address names: the tenant's own with the key, or else the common one,
   * or the one of whom the address says.
   */
  static Optional<AddressedRecord> find(Visit visit, CatalogueHarvest records, Tenants tenants) {
    return key(visit.request().part("record"))
        .flatMap(key -> find(visit, key, visit.request().argument("of"), records, tenants));
  }

  /** The record with a key. */
  static Optional<AddressedRecord> find(
      Visit visit, RecordKey key, String of, CatalogueHarvest records, Tenants tenants) {
    if (of.equals(COMMON)) {
      return common(key, records);
    }
    if (of.isEmpty()) {
      return own(visit, key, records).or(() -> common(key, records));
    }
    return tenants
        .byCode(of)
        .filter(t -> t.openCatalogue() || t.id().equals(visit.tenant().id()))
        .flatMap(t -> ofTenant(visit, t, key, records));
  }

  /** The tenant's own record with a key. */
  static Optional<AddressedRecord> own(Visit visit, RecordKey key, CatalogueHarvest records) {
    return ofTenant(visit, visit.tenant(), key, records);
  }

  private static Optional<AddressedRecord> ofTenant(
      Visit visit, Tenant tenant, RecordKey key, CatalogueHarvest records) {
    var of = tenant.id().equals(visit.tenant().id()) ? "" : tenant.code();
    return records
        .record(new SearchScope.OfTenant(tenant.id()), tenant.id(), key)
        .flatMap(change -> located(change, of));
  }

  private static Optional<AddressedRecord> common(RecordKey key, CatalogueHarvest records) {
    return records
        .record(new SearchScope.Union(Set.of()), null, key)
        .flatMap(change -> located(change, COMMON));
  }

  private static Optional<AddressedRecord> located(CatalogueHarvest.Change change, String of) {
    return change instanceof Present(var kept, var at)
        ? Optional.of(new AddressedRecord(kept, at, of))
        : Optional.empty();
  }

  /** The key that a text is. */
  static Optional<RecordKey> key(String text) {
    try {
      return Optional.of(RecordKey.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  CatalogueRecord record() {
    return kept.record();
  }

  RecordKey key() {
    return record().key();
  }

  /** Whether it is the tenant's own. */
  boolean isOwn() {
    return of.isEmpty();
  }

  /** What its bytes are known again by. */
  String version() {
    return Fingerprint.of(record().original().toArray());
  }

  /** Where it is shown, behind the tenant. */
  String path() {
    return path(key(), of);
  }

  /** Where a record is shown, behind the tenant. */
  static String path(RecordKey key, String of) {
    return "/catalogue/record/" + Visit.encoded(key.toString()) + argument(of);
  }

  /** The part of an address that says whose a record is. */
  static String argument(String of) {
    return of.isEmpty() ? "" : "?of=" + URLEncoder.encode(of, UTF_8);
  }
}
