package org.samling.operations.notices;

import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeContacts.BouncePlace;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Means;
import org.samling.operations.Nothing;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Paging;
import org.samling.operations.Problem;
import org.samling.operations.Request;

/**
 * Addresses that do not work. A program that may report them can't list them: it needs to know of
 * no address but those that came back to it.
 */
public final class BounceOperations {

  /** The operations. */
  public static final Family<BounceOperations> FAMILY =
      new Family<>(
          "notices",
          "notice",
          "Addresses that do not work",
          List.of(
              Operation.get(
                      "list-bounces",
                      "/notices/bounces",
                      Scope.NOTICES_READ,
                      "Lists addresses that do not work")
                  .paged()
                  .of(Nothing.class, Bounces.class, BounceOperations::list),
              Operation.post(
                      "report-bounce",
                      "/notices/bounces",
                      Scope.NOTICES_BOUNCE,
                      "Reports that an address of a patron does not work")
                  .of(BounceReport.class, Nothing.class, BounceOperations::report),
              Operation.delete(
                      "remove-bounce",
                      "/notices/bounces/:address",
                      Scope.NOTICES_BOUNCE,
                      "Lets an address be used again")
                  .of(WhichAddress.class, Nothing.class, BounceOperations::remove)));

  private static final int LONGEST_ID = 36;

  private final NoticeContacts contacts;

  /** Operations on a store. */
  public BounceOperations(NoticeContacts contacts) {
    this.contacts = contacts;
  }

  /**
   * A page of addresses.
   *
   * @param bounces the addresses, the latest report first
   * @param next what the next page comes after
   */
  public record Bounces(List<Bounce> bounces, @Means(Paging.NEXT) @Nullable String next) {}

  /** An address that does not work. */
  public record Bounce(
      String address,
      @Means("empty where none was given") String reason,
      @Means("who reported it first") String by,
      @Means("when it was reported first") Instant at) {

    static Bounce of(NoticeContacts.Bounce bounce) {
      return new Bounce(bounce.address(), bounce.reason(), bounce.by(), bounce.at());
    }
  }

  /** An address that does not work, by itself or by a message that was sent to it. */
  public record BounceReport(
      @Means("the number of a message, or") @Size(max = LONGEST_ID) @Nullable String message,
      @Means("the address") @Size(max = NoticeContacts.LONGEST_ADDRESS) @Nullable String address,
      @Size(max = NoticeContacts.LONGEST_REASON) @Nullable String reason) {}

  /** Which address. */
  public record WhichAddress(
      @Means("an e-mail address or telephone number") @Size(max = NoticeContacts.LONGEST_ADDRESS) String address) {}

  private Bounces list(Request<Nothing> request) {
    var paging = request.paging();
    var after =
        PageMark.read(
            paging.after(), parts -> new BouncePlace(PageMark.moment(parts.get(0)), parts.get(1)));
    var page =
        paging
            .of(
                contacts.bounces(request.tenantId(), after, paging.fetched()),
                bounce -> PageMark.of(bounce.at(), bounce.address()))
            .map(Bounce::of);
    return new Bounces(page.entries(), page.next());
  }

  /** Safe to repeat. */
  private Nothing report(Request<BounceReport> request) {
    var report = request.input();
    var message = SingleLine.of("message", report.message(), LONGEST_ID);
    var address = SingleLine.of("address", report.address(), NoticeContacts.LONGEST_ADDRESS);
    if ((message == null) == (address == null)) {
      throw Problem.invalid("Give a \"message\" by its number, or an \"address\".");
    }
    var reason = SingleLine.of("reason", report.reason(), NoticeContacts.LONGEST_REASON);
    contacts.addBounce(
        request.tenantId(),
        message == null ? String.valueOf(address) : addressOf(request, message),
        reason == null ? "" : reason,
        request.account().username());
    return Nothing.NOTHING;
  }

  private String addressOf(Request<?> request, String message) {
    return Ids.of(message)
        .flatMap(number -> contacts.addressOf(request.tenantId(), number))
        .orElseThrow(() ->
            Problem.unknown(
                "There is no message \"%s\" that was sent to an address.".formatted(message)));
  }

  private Nothing remove(Request<WhichAddress> request) {
    var address = request.input().address();
    if (!contacts.removeBounce(request.tenantId(), address)) {
      throw Problem.unknown(
          "%s is not on the list of addresses that do not work.".formatted(address));
    }
    return Nothing.NOTHING;
  }
}
