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
import org.samling.core.harvest.StoredRecord;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.search.SearchScope;

/**
 * A record that a URL names.
 *
 * @param at when it was last changed
 * @param of its owner: empty for the tenant itself, "common", or another tenant's code
 */
record AddressedRecord(StoredRecord kept, Instant at, String of) {

  /** Marks a common record in a URL. */
  static final String COMMON = "common";

  /**
   * Finds the record that a URL names: of the owner in the URL, or else the tenant's own record
   * with the key, or else the common one.
   */
  static Optional<AddressedRecord> find(Visit visit, CatalogueHarvest records, Tenants tenants) {
    return key(visit.request().part("record"))
        .flatMap(key -> find(visit, key, visit.request().argument("of"), records, tenants));
  }

  /** Finds the record with a key. */
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

  /** Finds the tenant's own record with a key. */
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

  /** Parses a record key. */
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

  /** Returns the fingerprint of its bytes. */
  String version() {
    return Fingerprint.of(record().original().toArray());
  }

  /** Returns the path of its page, relative to the tenant's. */
  String path() {
    return path(key(), of);
  }

  /** Returns the path of a record's page, relative to the tenant's. */
  static String path(RecordKey key, String of) {
    return "/catalogue/record/" + Visit.encoded(key.toString()) + argument(of);
  }

  /** Returns the query parameter for the owner of a record. */
  static String argument(String of) {
    return of.isEmpty() ? "" : "?of=" + URLEncoder.encode(of, UTF_8);
  }
}
