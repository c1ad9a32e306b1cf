package org.samling.library.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeForm;
import org.samling.core.organisation.Secret;
import org.samling.routes.notices.NoticeChannels.Reach;

/**
 * How notices are sent to patrons.
 *
 * @param lease how long a node holds a message while it sends it
 * @param channels the channels
 */
public record NoticeSettings(Duration lease, List<Channel> channels) {

  /** Copies the list. */
  public NoticeSettings {
    channels = List.copyOf(channels);
  }

  /**
   * A channel by which notices reach patrons.
   *
   * @param name its name in settings
   * @param tenant the code of the tenant that uses it, or null for all
   * @param reach the kind of address by which it reaches a patron
   * @param form the form of the messages it carries
   * @param connections how many messages it sends at once
   * @param timeout how long sending a message may take
   * @param way how messages are sent
   */
  public record Channel(
      String name,
      @Nullable String tenant,
      Reach reach,
      NoticeForm form,
      int connections,
      Duration timeout,
      Way way) {}

  /** How messages are handed on. */
  public sealed interface Way {}

  /**
   * By a mail server.
   *
   * @param security how the connection is encrypted
   * @param login the login, or null for none
   * @param from the sender of the mails
   * @param authorities a file (PEM) with the certificates of those who may have issued the mail
   *     server's, or null for those that Java trusts
   */
  public record Smtp(
      String host,
      int port,
      Security security,
      @Nullable Login login,
      String from,
      @Nullable Path authorities)
      implements Way {}

  /** How a connection to a mail server is encrypted. */
  public enum Security {
    /** Not at all. */
    NONE,
    /** After connecting; a server that does not support it is not used. */
    STARTTLS,
    /** From the beginning. */
    TLS
  }

  /**
   * A login at a mail server.
   *
   * @param password the user's password
   */
  public record Login(String user, Secret password) {}

  /**
   * As files.
   *
   * @param path where they are put
   */
  public record Folder(Path path) implements Way {}

  /**
   * By HTTP, to a program that passes them on.
   *
   * @param address where they are posted to
   * @param secret the key with which they are signed
   */
  public record Webhook(URI address, Secret secret) implements Way {}
}
