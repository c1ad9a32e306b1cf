package org.samling.core.partners;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.samling.core.catalogue.BriefRecord;
import org.samling.core.circulation.Holding;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.ill.BorrowedItems;
import org.samling.core.ill.rota.HoldingsLookUp.Hit;
import org.samling.core.ill.rota.LocalCopies;
import org.samling.core.ill.rota.SoughtTitle;
import org.samling.core.organisation.TenantId;
import org.samling.core.partners.HoldAgreement.Side;
import org.samling.core.partners.HoldAgreement.State;
import org.samling.core.search.CatalogueSearch;
import org.samling.core.search.FoundRecord;
import org.samling.core.search.RecordRef;
import org.samling.core.search.SearchScope;

/**
 * Looks for a title among the tenant's own copies, and among those that partners lend under
 * agreements about holds. What was borrowed from another library is nobody's own.
 */
public final class CopiesAtHand implements LocalCopies {

  /** The most records that are read of one catalogue. */
  private static final int MOST_HITS = 20;

  private static final Set<ItemStatus> ON_SHELF =
      Set.of(ItemStatus.AVAILABLE, ItemStatus.TO_BE_RESHELVED);

  private final CatalogueSearch catalogue;
  private final Function<FoundRecord, BriefRecord> briefs;
  private final Inquiries inquiries;
  private final HoldAgreements agreements;
  private final PartnerHolds partners;

  /**
   * Creates an instance.
   *
   * @param briefs describes a record that was found
   */
  public CopiesAtHand(
      CatalogueSearch catalogue,
      Function<FoundRecord, BriefRecord> briefs,
      Inquiries inquiries,
      HoldAgreements agreements,
      PartnerHolds partners) {
    this.catalogue = catalogue;
    this.briefs = briefs;
    this.inquiries = inquiries;
    this.agreements = agreements;
    this.partners = partners;
  }

  @Override
  public List<OwnTitle> find(TenantId tenant, SoughtTitle sought, boolean isForCopying) {
    var own = records(tenant, sought);
    var items = inquiries.holdings(tenant, own.keySet().stream().map(RecordRef::id).toList());
    var titles = new ArrayList<OwnTitle>();
    own.forEach((ref, hit) -> {
      var useful =
          items.getOrDefault(ref.id(), List.of()).stream()
              .filter(item -> serves(item, isForCopying))
              .toList();
      if (!useful.isEmpty()) {
        titles.add(
            new OwnTitle(
                hit.key(),
                hit.brief().title(),
                useful.size(),
                (int) useful.stream().filter(item -> ON_SHELF.contains(item.status())).count(),
                null));
      }
    });
    titles.sort(Comparator.comparingInt(OwnTitle::available).reversed());
    if (titles.isEmpty() && !isForCopying) {
      titles.addAll(ofPartners(tenant, own, sought));
    }
    return titles;
  }

  private static boolean serves(Holding item, boolean isForCopying) {
    return !item.status().isGone() && (item.forLoan() || isForCopying);
  }

  /** A hold reaches partners for common records; what is a partner's alone has to be asked for. */
  private List<OwnTitle> ofPartners(TenantId tenant, Map<RecordRef, Hit> own, SoughtTitle sought) {
    var suppliers =
        agreements.of(tenant).stream()
            .filter(each -> each.side() == Side.HOME && each.state() == State.ACCEPTED)
            .toList();
    if (suppliers.isEmpty()) {
      return List.of();
    }
    var records = new LinkedHashMap<>(own);
    suppliers.forEach(each ->
        records(each.other().id(), sought)
            .forEach((ref, hit) -> {
              if (ref.owner() == null) {
                records.putIfAbsent(ref, hit);
              }
            }));
    var titles = new ArrayList<OwnTitle>();
    records.forEach((ref, hit) ->
        partners.suppliers(tenant, ref.id()).stream()
            .findFirst()
            .ifPresent(
                code -> titles.add(new OwnTitle(hit.key(), hit.brief().title(), 0, 0, code))));
    return titles;
  }

  /** The records of a tenant's catalogue that are the title. */
  private Map<RecordRef, Hit> records(TenantId tenant, SoughtTitle sought) {
    var records = new LinkedHashMap<RecordRef, Hit>();
    for (var query : sought.queries()) {
      try (var found = catalogue.search(new SearchScope.OfTenant(tenant), query)) {
        for (var record : found.records(1, MOST_HITS)) {
          var hit =
              new Hit(
                  record.key(),
                  briefs.apply(record),
                  SoughtTitle.issns(record.content()),
                  List.of());
          if (!record.key().source().equals(BorrowedItems.SOURCE) && sought.match(hit) != null) {
            records.putIfAbsent(record.ref(), hit);
          }
        }
      }
      if (!records.isEmpty()) {
        break;
      }
    }
    return records;
  }
}
