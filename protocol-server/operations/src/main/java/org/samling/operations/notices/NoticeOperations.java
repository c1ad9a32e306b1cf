package org.samling.operations.notices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.Inquiries;
import org.samling.core.circulation.effect.Uuids;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeTemplates;
import org.samling.core.notices.NoticeTemplates.Name;
import org.samling.core.notices.Notices;
import org.samling.core.notices.Notices.NoticeFilter;
import org.samling.core.notices.Notices.NoticePlace;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Branches;
import org.samling.operations.Family;
import org.samling.operations.Ids;
import org.samling.operations.Operation;
import org.samling.operations.PageMark;
import org.samling.operations.Problem;
import org.samling.operations.Request;
import org.samling.operations.notices.Messages.Filter;
import org.samling.operations.notices.Messages.Listed;
import org.samling.operations.notices.Messages.ListedNotice;
import org.samling.operations.notices.Messages.Retried;
import org.samling.operations.notices.Messages.Retry;
import org.samling.operations.notices.Messages.ShownMessage;
import org.samling.operations.notices.Messages.Trial;
import org.samling.operations.notices.Messages.TrialTaken;
import org.samling.operations.notices.Messages.WhichMessage;
import org.samling.routes.notices.NoticeChannels;
import org.samling.routes.notices.NoticeChannels.Channel;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.NoticeChannels.Reach;
import org.samling.routes.notices.OutgoingNotice;

/** Notices to patrons that were sent or will be, and what became of them. */
public final class NoticeOperations {

  /** The operations. */
  public static final Family<NoticeOperations> FAMILY =
      new Family<>(
          "notices",
          "notice",
          "Notices to patrons that were sent or will be, and what became of them",
          List.of(
              Operation.get(
                      "list-notices",
                      "/notices",
                      Scope.NOTICES_READ,
                      "Lists notices with what became of them, the newest first")
                  .paged()
                  .of(Filter.class, Listed.class, NoticeOperations::list),
              Operation.get(
                      "show-notice-message",
                      "/notices/messages/:message",
                      Scope.NOTICES_READ,
                      "Shows a message to a patron as it was sent, with its notices")
                  .of(WhichMessage.class, ShownMessage.class, NoticeOperations::show),
              Operation.post(
                      "retry-notices",
                      "/notices/retry",
                      Scope.NOTICES_SEND,
                      "Sends notices again that failed or found no address")
                  .of(Retry.class, Retried.class, NoticeOperations::retry),
              Operation.post(
                      "send-trial-notice",
                      "/notices/trial",
                      Scope.NOTICES_SEND,
                      "Sends a notice about made-up loans by a channel, to no patron")
                  .takingItsTime()
                  .of(Trial.class, TrialTaken.class, NoticeOperations::sendTrial)));

  /** More than a message ever has. */
  private static final int NOTICES_OF_MESSAGE = 1_000;

  /** Nothing with which a mail would go to several addresses. */
  private static final Pattern EMAIL = Pattern.compile("[^\\s@,;:<>()\"]+@[^\\s@,;:<>()\"]+");

  private final Notices notices;
  private final Inquiries inquiries;
  private final Branches branches;
  private final NoticeChannels channels;
  private final NoticeSamples samples;

  /**
   * Operations on a store.
   *
   * @param channels the server's own channels, by which trial notices go
   */
  public NoticeOperations(
      Notices notices, Inquiries inquiries, NoticeTemplates templates, NoticeChannels channels) {
    this.notices = notices;
    this.inquiries = inquiries;
    this.branches = new Branches(inquiries);
    this.channels = channels;
    this.samples = new NoticeSamples(inquiries, templates);
  }

  private Listed list(Request<Filter> request) {
    var filter = request.input();
    var paging = request.paging();
    branches.checkMember(request, "branch", filter.branch());
    var after =
        PageMark.read(
            paging.after(),
            parts -> new NoticePlace(PageMark.moment(parts.get(0)), UUID.fromString(parts.get(1))));
    var asked =
        new NoticeFilter(
            patron(request, filter.patron()),
            filter.kind(),
            filter.state(),
            null,
            filter.branch(),
            Boolean.TRUE.equals(filter.undelivered()));
    var page =
        paging
            .of(
                notices.list(request.tenantId(), asked, after, paging.fetched()),
                notice -> PageMark.of(notice.createdAt(), notice.id()))
            .map(ListedNotice::of);
    return new Listed(page.entries(), page.next());
  }

  private @Nullable UUID patron(Request<?> request, @Nullable String card) {
    return card == null
        ? null
        : inquiries
            .patron(request.tenantId(), card)
            .orElseThrow(Problem::unknownPatron)
            .patron()
            .id();
  }

  private ShownMessage show(Request<WhichMessage> request) {
    var text = request.input().message();
    return Ids.of(text)
        .map(number ->
            notices.list(request.tenantId(), new NoticeFilter(number), NOTICES_OF_MESSAGE))
        .flatMap(ShownMessage::of)
        .orElseThrow(() -> Problem.unknown("There is no message \"%s\".".formatted(text)));
  }

  private Retried retry(Request<Retry> request) {
    var which = request.input();
    branches.checkMember(request, "branch", which.branch());
    return new Retried(notices.retry(request.tenantId(), which.kind(), which.branch()));
  }

  private TrialTaken sendTrial(Request<Trial> request) {
    var trial = request.input();
    var channel = channel(request, trial.channel());
    var to = address(channel, trial.to());
    var kind = Optional.ofNullable(trial.kind()).orElse(MessageKind.READY);
    if (kind.isPrinted()) {
      throw Problem.invalid("\"kind\" is a slip, which is printed and not sent.");
    }
    var name =
        new Name(
            kind, Optional.ofNullable(trial.language()).orElse(NoticeLanguage.DA), channel.form());
    var number = Uuids.next(Instant.now());
    var text = samples.write(request.tenantId(), name, null).text();
    var notice =
        new OutgoingNotice(number, request.tenant(), name.kind(), to, null, name.language(), text);
    return switch (channels.send(channel, notice)) {
      case Delivery.Accepted() -> new TrialTaken(number, channel.name());
      case Delivery.Bounced(var why) ->
          throw Problem.refused("The address does not work: %s.".formatted(why));
      case Delivery.Failed(var why) ->
          throw Problem.refused(
              "The channel %s did not take the notice: %s.".formatted(channel.name(), why));
    };
  }

  private Channel channel(Request<?> request, String name) {
    return channels
        .find(request.tenant(), name)
        .orElseThrow(() -> Problem.unknown(noChannel(request, name)));
  }

  private String noChannel(Request<?> request, String name) {
    var known =
        channels.of(request.tenant()).stream()
            .map(Channel::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return "There is no channel \"%s\"; there are %s."
        .formatted(name, known.isEmpty() ? "none" : known);
  }

  private static @Nullable String address(Channel channel, @Nullable String to) {
    if ((to == null) != (channel.reach() == Reach.PATRON)) {
      throw Problem.invalid(
          to == null
              ? "\"to\" is missing: the channel needs an address."
              : "The channel goes to no address; leave \"to\" out.");
    }
    if (to != null && channel.reach() == Reach.EMAIL && !EMAIL.matcher(to).matches()) {
      throw Problem.invalid("\"to\" must be one e-mail address, without a name.");
    }
    return SingleLine.of("to", to, NoticeContacts.LONGEST_ADDRESS);
  }
}
