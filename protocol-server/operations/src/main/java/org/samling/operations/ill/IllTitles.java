package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.AskedBefore;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.TitleFinder;
import org.samling.core.ill.rota.Availability;
import org.samling.core.ill.rota.LocalCopies;
import org.samling.core.ill.rota.LookedUp;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Amount;
import org.samling.operations.Means;
import org.samling.operations.ill.IllRequests.WantedTitle;

/** What the operations on titles that are looked for take and return. */
public final class IllTitles {

  private IllTitles() {}

  /** A title that is looked for. */
  public record Sought(
      @Means("default: the account's") @Size(max = MAX_NAME) @Nullable String branch,
      @Means("the card number of the patron who wants it") @Size(max = MAX_NAME) @Nullable String patron,
      @Means("the symbol by which the lenders know this library") @Size(max = MAX_NAME) @Nullable String us,
      @Means("default: loan") @Nullable Service service,
      @Means("whether other libraries' catalogues are asked although a hold would do")
          @Nullable Boolean despiteOwn,
      @JsonUnwrapped WantedTitle title) {}

  /** Where a title can be had. */
  public record Found(
      @JsonUnwrapped AtHand here,
      @Means("the libraries that have it, in the order in which they are asked")
          List<FoundLender> lenders,
      @Means("every catalogue that was asked") List<AskedCatalogue> catalogues) {

    static Found of(TitleFinder.Found found, Tenant tenant) {
      return new Found(
          AtHand.of(found),
          IllTitles.lenders(found.lookedUp(), tenant),
          IllTitles.catalogues(found.lookedUp()));
    }
  }

  /** What need not be asked for, or was. */
  public record AtHand(
      @Means("records of which a copy can be had by a hold") List<OwnTitle> own,
      @Means("earlier requests for it, the latest first") List<Before> askedBefore) {

    static AtHand of(TitleFinder.Found found) {
      return new AtHand(
          found.own().stream().map(OwnTitle::of).toList(),
          found.before().stream().map(Before::of).toList());
    }
  }

  /** A record of which a copy can be had by a hold. */
  public record OwnTitle(
      @Means("source:number, for a hold") String record,
      String title,
      @Means("how many copies there are; 0 where a partner lends it") @Min(0) int copies,
      @Means("how many of them are on the shelf") @Min(0) int available,
      @Means("the code of the partner that lends it") @Nullable String partner) {

    static OwnTitle of(LocalCopies.OwnTitle own) {
      return new OwnTitle(
          own.key().toString(), own.title(), own.copies(), own.available(), own.partner());
    }
  }

  /** An earlier request for the same title. */
  public record Before(
      @Min(0) long number,
      InterlibraryState state,
      Instant placed,
      @Means("whether it was for the same patron") boolean samePatron) {

    static Before of(AskedBefore before) {
      return new Before(before.number(), before.state(), before.placedAt(), before.isSamePatron());
    }
  }

  /** By what a library stands after the one before it. */
  public enum Reason {
    /** Whether a copy is on the shelf. */
    AVAILABILITY,
    /** How far away it is. */
    DISTANCE,
    /** What a loan costs. */
    COST,
    /** How long it took before. */
    TURNAROUND,
    /** How often it supplied. */
    FILL_RATE,
    /** The symbol: all else is the same. */
    SYMBOL
  }

  /** A library that has a title, and why it stands where it does. */
  public record FoundLender(
      @Means("its symbol") String library,
      @Means("the catalogue where it was found") String catalogue,
      LookedUp.Match match,
      @Means("the number of its record there") String record,
      Availability availability,
      @Means("its copies in the catalogue's own words") String holdings,
      @JsonUnwrapped Standing standing) {

    static FoundLender of(LookedUp looked, LookedUp.FoundTitle found, Tenant tenant) {
      return new FoundLender(
          looked.library(),
          looked.catalogue(),
          found.match(),
          found.record(),
          found.availability(),
          found.holdings(),
          Standing.of(looked, tenant));
    }
  }

  /** What the place of a library depends on beside its copies. */
  public record Standing(
      @Means("how far away it is, in the unit of the configuration") @Min(0) @Nullable Integer distance,
      @Means("what a loan costs") @Nullable Amount cost,
      @Means("the median of the days from asking it until the item was here")
          @Nullable BigDecimal days,
      @Means("how many of a hundred requests it supplies") @Min(0) @Max(100) @Nullable Integer fillRate,
      @Means("how many requests to it that is known from") @Min(0) int asked,
      @Means("by what it stands after the one before it") @Nullable Reason after) {

    static Standing of(LookedUp looked, Tenant tenant) {
      var past = looked.past();
      var cost = looked.cost();
      var after = looked.after();
      return new Standing(
          looked.distance(),
          cost == null ? null : Amount.of(cost, tenant),
          past.days(),
          past.fillRate(),
          past.asked(),
          after == null ? null : Reason.valueOf(after.name()));
    }
  }

  /** A catalogue that was asked. */
  public record AskedCatalogue(
      @Means("its name among the targets of the configuration") String catalogue,
      @Means("the symbol of its library") String library,
      @Means("whether it has the title") boolean found,
      @Means("why it did not answer") @Nullable String failure) {

    static AskedCatalogue of(LookedUp looked) {
      return new AskedCatalogue(
          looked.catalogue(), looked.library(), looked.found() != null, looked.failure());
    }
  }

  static List<FoundLender> lenders(List<LookedUp> lookedUp, Tenant tenant) {
    return lookedUp.stream()
        .flatMap(looked -> {
          var found = looked.found();
          return found == null
              ? Stream.<FoundLender>empty()
              : Stream.of(FoundLender.of(looked, found, tenant));
        })
        .toList();
  }

  static List<AskedCatalogue> catalogues(List<LookedUp> lookedUp) {
    return lookedUp.stream().map(AskedCatalogue::of).toList();
  }

  /** Who is asked from now on. */
  public record NewRota(
      @Means("the number of the request") String number,
      @Means(
              "the libraries to ask after those that were asked, one after another; none if left out")
          @Size(max = OwnRequests.MOST_LENDERS) @Nullable List<@Size(max = MAX_NAME) @Pattern(regexp = IllRequests.NOT_BLANK) String>
              lenders,
      @Means("how many must have been asked by now") @Min(0) @Nullable Integer asked) {}
}
