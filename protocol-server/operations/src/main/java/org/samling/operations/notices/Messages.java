package org.samling.operations.notices;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.MessageKind;
import org.samling.core.notices.NoticeContacts;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.notices.NoticeState;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.notices.StoredMessage;
import org.samling.core.notices.StoredNotice;
import org.samling.operations.Means;
import org.samling.operations.Paging;

/** What the operations on notices, and on the messages that carry them, take and return. */
public final class Messages {

  /** The most characters of a card number, or of the name of a channel. */
  private static final int NAME = 100;

  private Messages() {}

  /** Which notices are listed. */
  public record Filter(
      @Means("a card of the patron") @Size(max = NAME) @Nullable String patron,
      @Nullable NoticeKind kind,
      @Nullable NoticeState state,
      @Means("the code of the sending branch") @Size(max = NAME) @Nullable String branch,
      @Means("whether only those are listed that failed or found no address")
          @Nullable Boolean undelivered) {}

  /**
   * A page of notices.
   *
   * @param notices the notices, the newest first
   * @param next what the next page comes after
   */
  public record Listed(List<ListedNotice> notices, @Means(Paging.NEXT) @Nullable String next) {}

  /** A notice in a list. */
  public record ListedNotice(
      @Means("when it came about") Instant created,
      NoticeKind kind,
      @Means("the step of an overdue loan, else 0") int step,
      NoticeState state,
      @Means("a card of the patron; null where there is none any more") @Nullable String patron,
      @Means("when it is sent at the earliest") Instant notBefore,
      @JsonUnwrapped Carrier carrier) {

    static ListedNotice of(StoredNotice notice) {
      return new ListedNotice(
          notice.createdAt(),
          notice.kind(),
          notice.step(),
          notice.state(),
          notice.card(),
          notice.sendAt(),
          Carrier.of(notice.message()));
    }
  }

  /** The message that carries a notice; all of it is null until there is one. */
  public record Carrier(
      @Means("the number of the message that carries it") @Nullable UUID message,
      @Nullable String channel,
      @Means("where it goes; null where the channel needs no address") @Nullable String address,
      @Nullable Instant sent,
      @Means("the last failure") @Nullable String failure) {

    static Carrier of(@Nullable StoredMessage stored) {
      var message = Optional.ofNullable(stored);
      return new Carrier(
          message.map(StoredMessage::id).orElse(null),
          message.map(StoredMessage::channel).orElse(null),
          message.map(StoredMessage::address).orElse(null),
          message.map(StoredMessage::sentAt).orElse(null),
          message.map(StoredMessage::failure).orElse(null));
    }
  }

  /** Which message. */
  public record WhichMessage(@Means("the number of the message") String message) {}

  /** A message as it was sent, or will be. */
  public record ShownMessage(
      UUID message,
      MessageKind kind,
      NoticeLanguage language,
      @Means("a card of the patron; null where there is none any more") @Nullable String patron,
      @JsonUnwrapped Progress progress,
      @JsonUnwrapped WrittenText text,
      List<CarriedNotice> notices) {

    /** The message that notices are in; empty where there are none. */
    static Optional<ShownMessage> of(List<StoredNotice> notices) {
      return notices.stream()
          .findFirst()
          .flatMap(first -> Optional.ofNullable(first.message()).map(m -> of(m, first, notices)));
    }

    private static ShownMessage of(
        StoredMessage message, StoredNotice first, List<StoredNotice> notices) {
      return new ShownMessage(
          message.id(),
          message.kind(),
          message.language(),
          first.card(),
          Progress.of(message, first.state()),
          WrittenText.of(message),
          notices.stream().map(CarriedNotice::of).toList());
    }
  }

  /** How far a message has come. */
  public record Progress(
      String channel,
      @Means("where it goes; null where the channel needs no address") @Nullable String address,
      NoticeState state,
      @Means("how often it was tried") int tries,
      @Means("how many of these may have been delivered without confirmation") int unclear,
      @Means("when it is tried next; null where it is finished") @Nullable Instant due,
      @Nullable Instant sent,
      @Means("the last failure") @Nullable String failure) {

    static Progress of(StoredMessage message, NoticeState state) {
      return new Progress(
          message.channel(),
          message.address(),
          state,
          message.tries(),
          message.unclear(),
          message.dueAt(),
          message.sentAt(),
          message.failure());
    }
  }

  /** The text of a message. */
  public record WrittenText(
      @Means("the version of the tenant's own template; null for the built-in text")
          @Nullable Integer templateVersion,
      @Means("null for a short text, and until the message is written") @Nullable String subject,
      @Means("null until the message is written") @Nullable String body) {

    static WrittenText of(StoredMessage message) {
      var text = Optional.ofNullable(message.text());
      return new WrittenText(
          message.version(),
          text.map(Text::subject).orElse(null),
          text.map(Text::body).orElse(null));
    }
  }

  /** A notice that a message carries. */
  public record CarriedNotice(
      NoticeKind kind,
      @Means("the step of an overdue loan, else 0") int step,
      NoticeState state,
      @Means("what it is about; no other notice has the same") String key) {

    static CarriedNotice of(StoredNotice notice) {
      return new CarriedNotice(notice.kind(), notice.step(), notice.state(), notice.key());
    }
  }

  /** What is sent again. */
  public record Retried(@Means("how many notices look for an address again") int notices) {}

  /** Which notices are sent again. */
  public record Retry(
      @Means("only those of this kind") @Nullable NoticeKind kind,
      @Means("only those that this branch sends, by its code") @Size(max = NAME) @Nullable String branch) {}

  /** A notice about made-up loans that is to be sent. */
  public record Trial(
      @Means("the name of the channel") @Size(max = NAME) String channel,
      @Means("the e-mail address or telephone number, if the channel needs one")
          @Size(max = NoticeContacts.LONGEST_ADDRESS) @Nullable String to,
      @Means("the kind of notice; default: ready") @Nullable MessageKind kind,
      @Means("default: da") @Nullable NoticeLanguage language) {}

  /** A trial notice that a channel took. */
  public record TrialTaken(
      @Means("the number of the message") UUID message,
      @Means("the name of the channel that took it") String channel) {}
}
