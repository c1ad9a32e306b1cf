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
 * How patrons are told.
 *
 * @param lease how long a message is held by the node that sends it
 * @param channels the ways to patrons
 */
public record NoticeSettings(Duration lease, List<Channel> channels) {

  /** Copies the list. */
  public NoticeSettings {
    channels = List.copyOf(channels);
  }

  /**
   * A way to patrons.
   *
   * @param name its name in settings
   * @param tenant the code of the tenant that uses it, or null for all
   * @param reach by what it reaches a patron
   * @param form what it carries
   * @param connections how many messages it takes at once
   * @param timeout how long one may take
   * @param way how it is done
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
   * @param login who logs in, or null
   * @param from from whom mails come
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
    /** After it was made; a server that can't is not used. */
    STARTTLS,
    /** From the beginning. */
    TLS
  }

  /**
   * Who logs in.
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
   * By HTTP, to a program that hands them on.
   *
   * @param address where they are posted to
   * @param secret by which they are signed
   */
  public record Webhook(URI address, Secret secret) implements Way {}
}
