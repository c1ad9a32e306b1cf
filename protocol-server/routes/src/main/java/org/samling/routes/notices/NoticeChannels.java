package org.samling.routes.notices;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.core.notices.Notices.Contacts;
import org.samling.core.organisation.Tenant;

/** The channels by which notices reach patrons. Safe for use by many threads. */
public interface NoticeChannels {

  /** The channels that a tenant can use. */
  List<Channel> of(Tenant tenant);

  /**
   * Hands a message to its channel and waits for the result, for {@link Channel#timeout()} at most.
   */
  Delivery send(Channel channel, OutgoingNotice message);

  /** The channel with this name, or empty. */
  default Optional<Channel> find(Tenant tenant, String name) {
    return of(tenant).stream().filter(channel -> channel.name().equals(name)).findFirst();
  }

  /**
   * A channel.
   *
   * @param name its name in settings
   * @param id its unique id
   * @param reach what kind of address it needs
   * @param form the form of text that it carries
   * @param connections how many messages it takes at once
   * @param timeout its time-out for a message
   */
  record Channel(
      String name, String id, Reach reach, NoticeForm form, int connections, Duration timeout) {}

  /** The kind of address by which a channel reaches a patron. */
  enum Reach {
    /** An e-mail address. */
    EMAIL,
    /** A telephone number. */
    PHONE,
    /** The patron's number: the recipient of the message knows the address, or needs none. */
    PATRON;

    /** A patron's address, or null where there is none; empty where none is needed. */
    @Nullable String address(Contacts contacts) {
      return switch (this) {
        case EMAIL -> contacts.email();
        case PHONE -> contacts.phone();
        case PATRON -> "";
      };
    }
  }

  /** The result of sending a message. */
  sealed interface Delivery {

    /** The channel took it. */
    record Accepted() implements Delivery {}

    /**
     * The address does not work, and will not.
     *
     * @param why in a few words
     */
    record Bounced(String why) implements Delivery {}

    /**
     * It was not taken, or nobody knows whether it was.
     *
     * @param why in a few words
     */
    record Failed(String why) implements Delivery {}
  }
}
