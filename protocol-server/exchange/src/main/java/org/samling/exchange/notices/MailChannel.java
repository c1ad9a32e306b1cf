package org.samling.exchange.notices;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Properties;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.mail.MailEndpoint;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.samling.library.config.NoticeSettings;
import org.samling.library.network.TrustedAuthorities;
import org.samling.routes.Outlet;
import org.samling.routes.notices.NoticeChannels.Delivery;
import org.samling.routes.notices.OutgoingNotice;

/**
 * Sends mail (RFC 5321, RFC 5322) through a mail server. The Message-ID is derived from the
 * message's number and is the same on every attempt, but a mail server does not drop duplicates.
 */
final class MailChannel implements Sender {

  private static final int REFUSED_FOR_GOOD = 500;

  private final NoticeSettings.Channel channel;
  private final NoticeSettings.Smtp smtp;
  private final Outlet<OutgoingNotice> server;

  /**
   * Makes it.
   *
   * @param id the channel's unique id
   */
  MailChannel(
      CamelContext camel, String id, NoticeSettings.Channel channel, NoticeSettings.Smtp smtp) {
    this.channel = channel;
    this.smtp = smtp;
    server = new Outlet<>("the channel " + channel.name(), server(camel, id), this::write);
  }

  @Override
  public Delivery send(OutgoingNotice message) throws Exception {
    server.send(message);
    return new Delivery.Accepted();
  }

  /** Built with setters, so that the password is in no URI that might be printed. */
  private MailEndpoint server(CamelContext camel, String id) {
    var protocol =
        switch (smtp.security()) {
          case NONE, STARTTLS -> "smtp";
          case TLS -> "smtps";
        };
    var server =
        camel.getEndpoint(
            // The folder means nothing here; it only makes this an endpoint of its own.
            "%s:%s:%d?folderName=%s".formatted(protocol, smtp.host(), smtp.port(), id),
            MailEndpoint.class);
    var configuration = server.getConfiguration();
    var login = smtp.login();
    if (login != null) {
      configuration.setUsername(login.user());
      configuration.setPassword(login.password().value());
    }
    configuration.setUseHeaderRecipients(true);
    configuration.setUseHeaderSubject(true);
    configuration.setFrom(smtp.from());
    configuration.setContentType("text/plain; charset=UTF-8");
    configuration.setConnectionTimeout((int) channel.timeout().toMillis());
    var properties = new Properties();
    var authorities = smtp.authorities();
    if (authorities != null) {
      properties.put(
          "mail.%s.ssl.socketFactory".formatted(protocol), TrustedAuthorities.sockets(authorities));
    }
    properties.setProperty(
        "mail.%s.writetimeout".formatted(protocol), Long.toString(channel.timeout().toMillis()));
    if (smtp.security() == NoticeSettings.Security.STARTTLS) {
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", "true");
    }
    if (smtp.security() != NoticeSettings.Security.NONE) {
      properties.setProperty("mail.%s.ssl.checkserveridentity".formatted(protocol), "true");
    }
    configuration.setAdditionalJavaMailProperties(properties);
    return server;
  }

  private void write(OutgoingNotice message, Message mail) {
    mail.setBody(message.text().body() + "\n");
    mail.setHeader("To", message.address());
    var subject = message.text().subject();
    mail.setHeader("Subject", subject == null ? message.tenant().name() : subject);
    mail.setHeader("Message-ID", "<%s@%s>".formatted(message.id(), domain()));
    mail.setHeader("Content-Language", message.language().text());
    // RFC 3834: no out-of-office answer, please.
    mail.setHeader("Auto-Submitted", "auto-generated");
  }

  private String domain() {
    return smtp.from().substring(smtp.from().lastIndexOf('@') + 1).replaceAll("[>\\s]", "");
  }

  /**
   * An address that the server refuses permanently does not work; everything else is retried.
   * Errors that the library's operator can fix are described in words for them.
   */
  @Override
  public Delivery failed(Exception e) {
    var server = smtp.host() + ":" + smtp.port();
    for (@Nullable Throwable cause = e; cause != null; cause = next(cause)) {
      switch (cause) {
        case SMTPAddressFailedException address
            when address.getReturnCode() >= REFUSED_FOR_GOOD -> {
          return new Delivery.Bounced("refused with %d".formatted(address.getReturnCode()));
        }
        case AuthenticationFailedException refused -> {
          return new Delivery.Failed(
              "%s does not let in the user \"%s\"; see to user and password of the channel (%s)"
                  .formatted(
                      server,
                      smtp.login() == null ? "" : smtp.login().user(),
                      refused.getMessage()));
        }
        case SSLException untrusted -> {
          return new Delivery.Failed(
              ("no TLS with %s; see that host is the name in its certificate, and that Java or"
                      + " \"authorities\" knows who issued it (%s)")
                  .formatted(server, untrusted.getMessage()));
        }
        default -> {}
      }
    }
    var why = e.getMessage();
    return new Delivery.Failed(why == null ? e.getClass().getSimpleName() : why);
  }

  private static @Nullable Throwable next(Throwable cause) {
    return switch (cause) {
      case MessagingException failed when failed.getNextException() != null ->
          failed.getNextException();
      default -> cause.getCause();
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
