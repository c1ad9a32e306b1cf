package org.samling.exchange.notices;

import io.netty.pkitesting.X509Bundle;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.samling.library.config.NoticeSettings.Security;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server that takes mails over an encrypted connection only, from one user, and for nobody
 * whose address begins with "nobody".
 */
final class SecureMailServer implements AutoCloseable {

  static final String USER = "samling";
  static final String PASSWORD = "correct horse";

  private final List<MimeMessage> mails = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  SecureMailServer(Security security, X509Bundle certificate) throws Exception {
    var tls = SSLContext.getInstance("TLS");
    tls.init(certificate.toKeyManagerFactory().getKeyManagers(), null, new SecureRandom());
    var builder =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .requireAuth()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory((user, password, _) -> {
                  if (!user.equals(USER) || !password.equals(PASSWORD)) {
                    throw new LoginFailedException();
                  }
                }))
            .simpleMessageListener(new Taking());
    server =
        switch (security) {
          case TLS -> builder.serverSocketFactory(tls).build();
          case STARTTLS -> builder.enableTLS().requireTLS().startTlsSocketFactory(tls).build();
          case NONE -> builder.build();
        };
    server.start();
  }

  private final class Taking implements SimpleMessageListener {

    @Override
    public boolean accept(String from, String recipient) {
      return !recipient.startsWith("nobody");
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
      try {
        mails.add(new MimeMessage(Session.getInstance(new Properties()), data));
      } catch (MessagingException e) {
        throw new IOException(e);
      }
    }
  }

  int port() {
    return server.getPortAllocated();
  }

  List<MimeMessage> mails() {
    return mails;
  }

  @Override
  public void close() {
    server.stop();
  }
}
