package org.samling.routes.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.ItemState;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.organisation.TenantId;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.Query;
import org.samling.core.search.SearchField;
import org.samling.core.search.SearchScope;

/** Finds the titles that another library requests in a tenant's catalogue. */
public final class RequestedTitles {

  /** How many records with one number are considered. */
  private static final int MOST_FOUND = 20;

  private final CatalogueSearch search;
  private final Inquiries inquiries;

  /** Creates an instance. */
  public RequestedTitles(CatalogueSearch search, Inquiries inquiries) {
    this.search = search;
    this.inquiries = inquiries;
  }

  /**
   * Finds the requested record: the first number that exactly one record has, otherwise the first
   * ISBN that exactly one record has; null where there is none.
   *
   * @param numbers record numbers, with or without their agency
   */
  public @Nullable WantedRecord find(TenantId tenant, List<String> numbers, List<String> isbns) {
    for (var number : numbers) {
      var found = numbered(tenant, number);
      if (found != null) {
        return found;
      }
    }
    for (var isbn : isbns) {
      var found = only(found(tenant, SearchField.ISBN, isbn));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The items of a record; empty for null. */
  public List<ItemState> items(TenantId tenant, @Nullable WantedRecord record) {
    if (record == null) {
      return List.of();
    }
    var id = record.ref().id();
    return inquiries.items(tenant, List.of(id)).getOrDefault(id, List.of());
  }

  /** The record with a number, which may be written with its agency. */
  private @Nullable WantedRecord numbered(TenantId tenant, String number) {
    try {
      var key = RecordKey.parse(number.strip());
      return found(tenant, SearchField.NUMBER, key.number()).stream()
          .filter(r -> r.key().equals(key))
          .findFirst()
          .map(RequestedTitles::find)
          .orElse(null);
    } catch (IllegalArgumentException _) {
      return only(found(tenant, SearchField.NUMBER, number));
    }
  }

  private static @Nullable WantedRecord only(List<FoundRecord> found) {
    return found.size() == 1 ? find(found.getFirst()) : null;
  }

  private static WantedRecord find(FoundRecord record) {
    return new WantedRecord(record.key(), record.ref());
  }

  /** The first records of the tenant that have an identifier. */
  private List<FoundRecord> found(TenantId tenant, SearchField field, String text) {
    if (text.length() > RecordKey.MAX_LENGTH) {
      return List.of();
    }
    var scope = new SearchScope.OfTenant(tenant);
    try (var found = search.search(scope, Query.Term.words(field, text))) {
      return found.records(1, MOST_FOUND);
    }
  }
}
