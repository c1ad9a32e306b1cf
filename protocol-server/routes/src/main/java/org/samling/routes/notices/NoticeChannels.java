package org.samling.routes.notices;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.Notices.Contacts;
import org.samling.core.organisation.Tenant;

/** The ways by which patrons can be told something. Safe for use by many threads. */
public interface NoticeChannels {

  /** The channels that a tenant can use. */
  List<Channel> of(Tenant tenant);

  /**
   * Hands a message to its channel and waits for what comes of it, for {@link Channel#patience()}
   * at most.
   */
  Delivery send(Channel channel, OutgoingNotice message);

  /** The channel with this name, or nothing. */
  default Optional<Channel> find(Tenant tenant, String name) {
    return of(tenant).stream().filter(channel -> channel.name().equals(name)).findFirst();
  }

  /**
   * A channel.
   *
   * @param name its name in settings
   * @param uri where its Camel route begins
   * @param reach by what it reaches a patron
   * @param form what it carries
   * @param connections how many messages are handed to it at once
   * @param patience how long a message may take
   */
  record Channel(
      String name, String uri, Reach reach, NoticeForm form, int connections, Duration patience) {}

  /** By what a channel reaches a patron. */
  enum Reach {
    /** An e-mail address. */
    EMAIL,
    /** A telephone number. */
    PHONE,
    /** The patron's number: who takes the message knows where they live, or does not ask. */
    PATRON;

    /** A patron's address, or null where there is none; the empty text where none is needed. */
    @Nullable String address(Contacts contacts) {
      return switch (this) {
        case EMAIL -> contacts.email();
        case PHONE -> contacts.phone();
        case PATRON -> "";
      };
    }
  }

  /** What came of a message. */
  sealed interface Delivery {

    /** The channel took it. */
    record Taken() implements Delivery {}

    /**
     * The address does not work, and will not.
     *
     * @param why in a few words
     */
    record Bounced(String why) implements Delivery {}

    /**
     * It was not taken, or that is not known.
     *
     * @param why in a few words
     */
    record Failed(String why) implements Delivery {}
  }
}
