package org.samling.routes.catalogue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.SearchScope;

/** The items of found records, in their present state. */
public final class LiveItems {

  private LiveItems() {}

  /**
   * The items of the tenant whose catalogue was searched; for other databases there are none.
   *
   * @param scope the scope of the search, or null for another library's database
   * @return the items by record; records without items are left out
   */
  public static Map<UUID, List<Holding>> of(
      Inquiries inquiries, @Nullable SearchScope scope, List<FoundRecord> records) {
    return switch (scope) {
      case SearchScope.OfTenant(var tenant) ->
          inquiries.holdings(tenant, records.stream().map(r -> r.ref().id()).toList());
      case SearchScope.Union _, SearchScope.Authorities _ -> Map.of();
      case null -> Map.of();
    };
  }
}
