package org.samling.core.ill;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samling.core.organisation.TenantId;

/**
 * The libraries that a tenant can ask for loans: those to which this server sends its messages, and
 * those that are patrons of it under their symbol ({@link Institution}).
 */
public final class LendingLibraries {

  private final InterlibraryOverview overview;
  private final IllPartners partners;

  /**
   * Creates it.
   *
   * @param overview lists the libraries that are patrons
   * @param partners looks up the libraries to which messages are sent
   */
  public LendingLibraries(InterlibraryOverview overview, IllPartners partners) {
    this.overview = overview;
    this.partners = partners;
  }

  /**
   * A library.
   *
   * @param symbol its symbol, such as DK-710100
   * @param name its name; empty where it is not known
   */
  public record Library(String symbol, String name) {}

  /**
   * The libraries whose symbol or name contains a text in any case, by symbol.
   *
   * @param text the text; empty for all
   * @param limit how many at most
   */
  public List<Library> find(TenantId tenant, String text, int limit) {
    var part = text.toLowerCase(Locale.ROOT);
    return all(tenant).stream()
        .filter(library ->
            (library.symbol() + " " + library.name()).toLowerCase(Locale.ROOT).contains(part))
        .limit(limit)
        .toList();
  }

  /** The symbols among these by which no library is known, in their order. */
  public List<String> unknown(TenantId tenant, Collection<String> symbols) {
    var ofPartners =
        partners.of(tenant).stream()
            .filter(IllPartner::isEnabled)
            .map(IllPartner::library)
            .collect(Collectors.toSet());
    var known = overview.known(tenant, symbols);
    return symbols.stream()
        .filter(symbol -> !ofPartners.contains(symbol) && !known.contains(symbol))
        .toList();
  }

  private Collection<Library> all(TenantId tenant) {
    var all = new TreeMap<String, Library>();
    partners.of(tenant).stream()
        .filter(IllPartner::isEnabled)
        .forEach(
            partner -> all.put(partner.library(), new Library(partner.library(), partner.name())));
    overview.libraries(tenant).forEach(library -> all.put(library.symbol(), library));
    return all.values();
  }
}
