package org.samling.operations.ill;

import static org.samling.core.ill.InterlibraryOrder.MAX_NAME;
import static org.samling.core.ill.InterlibraryOrder.MAX_TEXT;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.facts.LenderRenewal;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOverview.PendingMessage;
import org.samling.core.ill.InterlibraryRequest;
import org.samling.core.ill.InterlibraryState;
import org.samling.core.ill.InterlibraryState.Side;
import org.samling.core.ill.InterlibraryText;
import org.samling.core.ill.OwnRequests;
import org.samling.core.ill.SupplyOffer;
import org.samling.core.ill.SupplyTerms;
import org.samling.core.organisation.Tenant;
import org.samling.operations.Means;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Texts;
import org.samling.sip2.Sip2PatronId;

/** What the operations on interlibrary requests take and return. */
public final class IllRequests {

  static final String NOT_BLANK = ".*\\S.*";

  private IllRequests() {}

  /** Which requests are listed. */
  public record Filter(
      @Means("states, separated by commas; default: all that are not final") @Nullable String state,
      @Means("lending or borrowing; default: both") @Nullable String side,
      @Means("a part of the other library's symbol, or of the account's name") @Size(max = MAX_NAME) @Nullable String library,
      @Means("a part of the title's description, or of a number or reference") @Size(max = MAX_NAME) @Nullable String text) {}

  /**
   * A page of requests.
   *
   * @param requests the requests, the earliest first
   * @param next what the next page comes after
   */
  public record Listed(List<IllRequest> requests, @Means(Paging.NEXT) @Nullable Long next) {}

  /** What is wanted of other libraries. */
  public record Wanted(
      @Means("default: the account's") @Size(max = MAX_NAME) @Nullable String branch,
      @Means("the patron's card number") @Size(max = MAX_NAME) String patron,
      @Means("the libraries to ask, one after another; default: those where the title is found")
          @Size(min = 1, max = OwnRequests.MOST_LENDERS) @Nullable List<@Size(max = MAX_NAME) @Pattern(regexp = NOT_BLANK) String> lenders,
      @Means("whether others are asked although a hold would do") @Nullable Boolean despiteOwn,
      @Means("the symbol by which the lenders know this library") @Size(max = MAX_NAME) @Nullable String us,
      @Means("default: loan") @Nullable Service service,
      @JsonUnwrapped WantedTitle title,
      @Means("the last day on which it is of use") @Nullable LocalDate before,
      @Means("a note for the lenders") @Size(max = MAX_TEXT) @Nullable String note) {}

  /** The title that is wanted; what is left out is not stated. */
  public record WantedTitle(
      @Size(max = MAX_TEXT) @Nullable String title,
      @Size(max = MAX_TEXT) @Nullable String author,
      @Size(max = MAX_NAME) @Nullable String published,
      @Size(max = MAX_NAME) @Nullable String isbn,
      @Size(max = MAX_NAME) @Nullable String issn,
      @Means("the number of its record in a catalogue") @Size(max = MAX_NAME) @Nullable String recordNumber,
      @Means("which volume, issue, article or pages of it") @Size(max = MAX_TEXT) @Nullable String part) {

    Description description() {
      return Description.builder()
          .title(title)
          .author(author)
          .published(published)
          .isbn(isbn)
          .issn(issn)
          .number(recordNumber)
          .part(part)
          .build();
    }
  }

  /** Which libraries are listed. */
  public record LibraryFilter(
      @Means("a part of the symbol or the name; default: all") @Size(max = MAX_NAME) @Nullable String text) {}

  /** The libraries that can be asked, at most {@value #MOST_LIBRARIES} by symbol. */
  public record LenderList(List<Lender> libraries) {}

  /** The most libraries that are listed at once. */
  static final int MOST_LIBRARIES = 500;

  /** A library that can be asked. */
  public record Lender(
      @Means("such as DK-710100") String symbol,
      @Means("empty where it is not known") String name) {}

  /** Which request. */
  public record WhichRequest(@Means("the number of the request") String number) {}

  /** The state to which a request is to go. */
  public record NewState(
      @Means("the number of the request") String number,
      @Means("the new state") @Size(max = MAX_NAME) String state,
      @Size(max = MAX_TEXT) @Nullable String note,
      @Means("the state it must have now") @Size(max = MAX_NAME) @Nullable String from,
      @JsonUnwrapped NewTerms terms) {}

  /** The terms that go with a new state: of retry-possible, expect-to-supply and shipped. */
  public record NewTerms(
      @Means("why not as asked, in ISO 18626's words: CostExceedsMaxCost") @Size(max = MAX_NAME) @Nullable String reason,
      @Means("a condition of the loan: LibraryUseOnly") @Size(max = MAX_TEXT) @Nullable String condition,
      @Means("what it costs: 50.00") @Pattern(regexp = "\\d{1,6}(\\.\\d{1,2})?")
          @Nullable String cost,
      @Means("when it can be asked for again") @Nullable Instant retryAfter,
      @Means("when it is expected to be sent") @Nullable Instant expected,
      @Means("where an electronic copy can be fetched: https://...")
          @Size(max = SupplyTerms.LONGEST_LINK) @Nullable String link) {

    /**
     * The terms, in the core's own words.
     *
     * @param to the new state
     * @throws Problem when the link is none, or nothing is sent
     */
    SupplyTerms terms(Tenant tenant, InterlibraryState to) {
      if (link != null && SupplyTerms.link(link) == null) {
        throw Problem.invalid("\"link\" must begin with https:// or http://.");
      }
      if (link != null && to != InterlibraryState.SHIPPED) {
        throw Problem.invalid("\"link\" goes with the state shipped.");
      }
      var offer =
          new SupplyOffer(
              Texts.clean(reason),
              InterlibraryText.of(condition, MAX_TEXT),
              SupplyOffer.Cost.of(cost, tenant.currency().getCurrencyCode()),
              retryAfter,
              expected);
      return link == null
          ? offer.isEmpty() ? SupplyTerms.NONE : SupplyTerms.of(offer)
          : SupplyTerms.copy(SupplyTerms.link(link));
    }
  }

  /** An item that has arrived. */
  public record Receipt(
      @Means("the number of the request") String number,
      @Means("the lender's barcode") @Size(max = MAX_NAME) @Nullable String barcode,
      @Means("the patron's card number") @Size(max = MAX_NAME) @Nullable String patron,
      @Means("the pickup location; default: the branch that handles the request")
          @Size(max = MAX_NAME) @Nullable String pickup,
      @Means("when it must be back; default: the lender's due date") @Nullable Instant due,
      @Means("the day by whose end it must be back, instead of due") @Nullable LocalDate dueDay,
      @Means(
              "true where the lender never said that it was sent, which is asked for confirmation; default: false")
          @Nullable Boolean withoutShipment) {

    /**
     * When the item must be back with the lender.
     *
     * @throws Problem when that is said in both ways
     */
    @Nullable Instant dueIn(Tenant tenant) {
      if (due != null && dueDay != null) {
        throw Problem.invalid("Give \"due\" or \"due-day\", not both.");
      }
      return dueDay == null
          ? due
          : dueDay.plusDays(1).atStartOfDay(tenant.zone()).minusSeconds(1).toInstant();
    }
  }

  /** A request in its current state. */
  public record IllRequest(
      @Min(0) long number,
      @Means("whether this library lends or borrows") Side side,
      InterlibraryState state,
      @Means("the states to which it can go") List<InterlibraryState> canBecome,
      Instant placed,
      @Means("when it came into its state") Instant changed,
      @JsonUnwrapped Libraries libraries,
      @JsonUnwrapped Handling handling,
      @JsonUnwrapped Title title,
      @JsonUnwrapped Delivery delivery) {

    static IllRequest of(InterlibraryRequest request) {
      return new IllRequest(
          request.number(),
          request.side(),
          request.state(),
          List.copyOf(request.next()),
          request.placedAt(),
          request.changedAt(),
          Libraries.of(request),
          Handling.of(request),
          Title.of(request.order().description()),
          Delivery.of(request.order()));
    }
  }

  /** Who asks whom, and for what. */
  public record Libraries(
      Service service,
      @Means("the account that placed it") String account,
      @Means("the symbol of the library that asks") @Nullable String requester,
      @Means("the symbol of the other library, if it is notified") @Nullable String library,
      @Means("the requesting library's reference") @Nullable String reference) {

    static Libraries of(InterlibraryRequest request) {
      var order = request.order();
      var peer = request.handling().peer();
      return new Libraries(
          order.service(),
          order.requester().account(),
          order.requester().library(),
          peer == null ? null : peer.library(),
          order.reference());
    }
  }

  /** How it is handled here. */
  public record Handling(
      @Means("the code of the branch that handles it") @Nullable String branch,
      @Means("the barcode of the item that was supplied") @Nullable String item,
      @Means("source:number of the lender's title") @Nullable String record,
      @JsonUnwrapped LenderTerms terms) {

    static Handling of(InterlibraryRequest request) {
      var record = request.order().record();
      return new Handling(
          request.handling().branch(),
          request.handling().item(),
          record == null ? null : record.key().toString(),
          LenderTerms.of(request.handling().terms()));
    }
  }

  /** What the lender says. */
  public record LenderTerms(
      @Means("when it must be back with the lender") @Nullable Instant dueToLender,
      @Means("whether the lender was asked to renew, and what it said")
          @Nullable LenderRenewal renewal,
      @Means("where an electronic copy can be fetched") @Nullable String link,
      @Means("the terms on which the lender would supply, or expects to") @Nullable Offer offer) {

    static LenderTerms of(SupplyTerms terms) {
      return new LenderTerms(
          terms.due(),
          terms.renewal(),
          terms.link(),
          terms.offer() == null ? null : Offer.of(terms.offer()));
    }
  }

  /** Terms on which a lender would supply. */
  public record Offer(
      @Means("why not as asked, in ISO 18626's words") @Nullable String reason,
      @Nullable String condition,
      @Means("with its currency: 50.00 DKK") @Nullable String cost,
      @Means("when it can be asked for again") @Nullable Instant retryAfter,
      @Means("when it is expected to be sent") @Nullable Instant expected) {

    static Offer of(SupplyOffer offer) {
      var cost = offer.cost();
      return new Offer(
          offer.reason(),
          offer.condition(),
          cost == null ? null : cost.text(),
          offer.retryAfter(),
          offer.expected());
    }
  }

  /** The title as the requesting library describes it. */
  public record Title(
      @Nullable String title,
      @Nullable String author,
      @Nullable String published,
      @Means("which volume, issue, article or pages of it") @Nullable String part,
      @Nullable String isbn,
      @Nullable String issn,
      @Means("the number of its record in a catalogue") @Nullable String recordNumber) {

    static Title of(Description described) {
      return new Title(
          described.title(),
          described.author(),
          described.published(),
          described.part(),
          described.isbn(),
          described.issn(),
          described.number());
    }
  }

  /** For whom it is, and where and when it is wanted. */
  public record Delivery(
      @Means("the last day on which it is of use") @Nullable LocalDate before,
      @Means("where it is to be sent or picked up") @Nullable String delivery,
      @Means("a card, masked if it may be a CPR number") @Nullable String patron,
      @Means("the requesting library's note") @Nullable String note) {

    static Delivery of(InterlibraryOrder order) {
      return new Delivery(
          order.needBefore(),
          order.delivery(),
          order.patron() == null ? null : new Sip2PatronId(order.patron()).toString(),
          order.note());
    }
  }

  /**
   * A page of messages that are not yet delivered.
   *
   * @param messages the messages, the oldest first
   * @param next what the next page comes after
   */
  public record Queue(List<Undelivered> messages, @Means(Paging.NEXT) @Nullable String next) {}

  /** A message that is not yet delivered. */
  public record Undelivered(
      @Means("the number of its request") @Min(0) long request,
      @Means("when it was created") Instant at,
      @Means("the library that it goes to") String library,
      @Means("the kind of message") String kind,
      Instant nextTry,
      @Min(0) int tries,
      @Means("why it could not be delivered") @Nullable String failure) {

    static Undelivered of(PendingMessage pending) {
      return new Undelivered(
          pending.place().request(),
          pending.place().at(),
          pending.peer(),
          IllHistory.kind(pending.telling().name()),
          pending.next(),
          pending.tries(),
          pending.failure());
    }
  }
}
