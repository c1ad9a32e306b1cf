package org.samling.core.ill;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.AskedBefore;
import org.samling.core.ill.rota.HoldingsLookUp;
import org.samling.core.ill.rota.HoldingsLookUp.LendingCatalogue;
import org.samling.core.ill.rota.LocalCopies;
import org.samling.core.ill.rota.LocalCopies.OwnTitle;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.ill.rota.PastSupply;
import org.samling.core.ill.rota.RotaOrder;
import org.samling.core.ill.rota.SoughtTitle;
import org.samling.core.organisation.TenantId;
import org.samling.core.policy.Setting;

/**
 * Finds out where a title can be had: in the tenant's own collection or a partner's by a hold, else
 * in the catalogues of libraries that the tenant can ask. It waits for these catalogues, and holds
 * no transaction meanwhile.
 */
public final class TitleFinder {

  private final LocalCopies local;
  private final HoldingsLookUp lookUp;
  private final LendingLibraries libraries;
  private final InterlibraryOverview overview;
  private final Inquiries inquiries;

  /**
   * Creates it.
   *
   * @param local looks in the tenant's collection
   * @param lookUp looks in other libraries' catalogues
   * @param libraries says which libraries can be asked
   * @param overview tells what was asked before
   * @param inquiries looks up the policy
   */
  public TitleFinder(
      LocalCopies local,
      HoldingsLookUp lookUp,
      LendingLibraries libraries,
      InterlibraryOverview overview,
      Inquiries inquiries) {
    this.local = local;
    this.lookUp = lookUp;
    this.libraries = libraries;
    this.overview = overview;
    this.inquiries = inquiries;
  }

  /**
   * A title that is wanted.
   *
   * @param branch the code of the branch that handles it
   * @param us this library's symbol with the lenders
   * @param service whether the item or a copy is wanted
   * @param patron a card number of the patron, or null
   * @param isDespiteOwn whether others are asked although a copy can be had by a hold
   */
  public record Wanted(
      String branch,
      String us,
      Description description,
      Service service,
      @Nullable String patron,
      boolean isDespiteOwn) {}

  /**
   * Where a title can be had.
   *
   * @param own the records of which a copy can be had by a hold
   * @param before earlier requests for it, the latest first
   * @param lookedUp what came of each catalogue, the libraries that have it first, in the order in
   *     which they are asked; empty where no catalogue was asked
   */
  public record Found(List<OwnTitle> own, List<AskedBefore> before, List<LookedUp> lookedUp) {

    /** Nothing was looked for. */
    static final Found NOTHING = new Found(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Found {
      own = List.copyOf(own);
      before = List.copyOf(before);
      lookedUp = List.copyOf(lookedUp);
    }

    /** The symbols of the libraries that have it, in the order in which they are asked. */
    public List<String> lenders() {
      return lookedUp.stream()
          .filter(each -> each.found() != null)
          .map(LookedUp::library)
          .distinct()
          .limit(OwnRequests.MOST_LENDERS)
          .toList();
    }
  }

  /** Looks for a title. Other libraries' catalogues are asked where it can't be had by a hold. */
  public Found find(TenantId tenant, Wanted wanted) {
    var described = wanted.description();
    var sought =
        new SoughtTitle(
            described.title(),
            described.author(),
            described.published(),
            described.isbn(),
            described.issn(),
            described.number());
    var isForCopying = wanted.service() == Service.COPY;
    var own = local.find(tenant, sought, isForCopying);
    return new Found(
        own,
        before(tenant, wanted),
        own.isEmpty() || wanted.isDespiteOwn()
            ? lookedUp(tenant, wanted, sought, isForCopying)
            : List.of());
  }

  /** Earlier requests for a title, the latest first. */
  List<AskedBefore> before(TenantId tenant, Wanted wanted) {
    return overview.askedBefore(tenant, wanted.description(), wanted.patron());
  }

  private List<LookedUp> lookedUp(
      TenantId tenant, Wanted wanted, SoughtTitle sought, boolean isForCopying) {
    var catalogues = catalogues(tenant, wanted.us());
    if (catalogues.isEmpty()) {
      return List.of();
    }
    var answers = lookUp.ask(catalogues, sought);
    var past =
        overview.pastSupply(
            tenant, catalogues.stream().map(LendingCatalogue::library).distinct().toList());
    var lookedUp =
        answers.stream()
            .map(answer ->
                RotaOrder.lookedUp(
                    answer,
                    sought,
                    isForCopying,
                    past.getOrDefault(answer.catalogue().library(), PastSupply.NONE)))
            .toList();
    var policy = inquiries.policy(tenant);
    return RotaOrder.of(
        lookedUp,
        policy.setting(Setting.ILL_ROTA_ORDER, wanted.branch(), policy.day(Instant.now())).value());
  }

  /** The catalogues of the libraries that the tenant can ask, without its own. */
  private List<LendingCatalogue> catalogues(TenantId tenant, String us) {
    var all = lookUp.catalogues();
    var unknown =
        libraries.unknown(tenant, all.stream().map(LendingCatalogue::library).distinct().toList());
    Predicate<LendingCatalogue> canBeAsked =
        each -> !unknown.contains(each.library()) && !each.library().equals(us);
    return all.stream().filter(canBeAsked).limit(HoldingsLookUp.MOST_CATALOGUES).toList();
  }
}
