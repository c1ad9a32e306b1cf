package org.samling.cli.access;

import static org.samling.sip2.Sip2Fields.LOCATION_CODE;
import static org.samling.sip2.Sip2Fields.LOGIN_PASSWORD;
import static org.samling.sip2.Sip2Fields.LOGIN_USER_ID;
import static org.samling.sip2.Sip2Fields.OK;
import static org.samling.sip2.Sip2Fields.PWD_ALGORITHM;
import static org.samling.sip2.Sip2Fields.UID_ALGORITHM;
import static org.samling.sip2.Sip2RequestLayouts.LOGIN;
import static org.samling.sip2.Sip2ResponseLayouts.LOGIN_RESPONSE;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.samling.sip2.Decoded;
import org.samling.sip2.Sip2Codec;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.Sip2FrameDecoder;
import org.samling.sip2.Sip2Request;
import org.samling.sip2.Sip2Response;
import org.samling.sip2.Sip2Secret;

/** A kiosk's connection: one message at a time, each answered before the next. */
final class KioskConnection implements AutoCloseable {

  static final int TIMEOUT_MILLIS = 15_000;
  private static final int MAX_REPLY = 64 * 1024;

  private final Socket socket;
  private final EmbeddedChannel replies = new EmbeddedChannel(new Sip2FrameDecoder(MAX_REPLY));
  private final byte[] buffer = new byte[8_192];

  private KioskConnection(Socket socket) {
    this.socket = socket;
  }

  /** Connects to the first of the host's addresses that accepts the connection. */
  static KioskConnection to(String host, int port, ClientTls tls) throws IOException {
    var fault = new IOException("it has no address");
    for (var address : InetAddress.getAllByName(host)) {
      var socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new KioskConnection(tls.over(socket, host, port));
      } catch (IOException e) {
        socket.close();
        fault = e;
      }
    }
    throw fault;
  }

  /** The message that logs in. */
  static Sip2Frame login(
      Sip2Codec codec, String user, @Nullable String password, @Nullable String location) {
    var login =
        Sip2Request.request(LOGIN)
            .with(UID_ALGORITHM, "0")
            .with(PWD_ALGORITHM, "0")
            .with(LOGIN_USER_ID, user)
            .with(LOGIN_PASSWORD, new Sip2Secret(password == null ? "" : password))
            .withOptional(LOCATION_CODE, location)
            .build();
    return codec.encode(login, OptionalInt.empty(), false);
  }

  /** Whether the reply to a login lets the kiosk in. */
  static boolean isLoggedIn(Sip2Codec codec, Sip2Frame reply) {
    return codec.decodeResponse(reply)
            instanceof Decoded.Message<Sip2Response>(var response, var _, var _, var _)
        && response.layout() == LOGIN_RESPONSE
        && response.get(OK);
  }

  /**
   * Sends a message and waits for its reply.
   *
   * @throws SocketTimeoutException where there is none in time
   */
  Sip2Frame ask(Sip2Frame request) throws IOException {
    var out = socket.getOutputStream();
    out.write(request.bytes());
    out.write('\r');
    out.flush();
    var read = 0;
    for (Sip2Frame reply = replies.readInbound(); ; reply = replies.readInbound()) {
      if (reply != null) {
        return reply;
      }
      if (read > MAX_REPLY) {
        throw new IOException("the reply has more than " + MAX_REPLY + " bytes");
      }
      var count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new IOException("the server closed the connection without a reply");
      }
      read += count;
      replies.writeInbound(Unpooled.copiedBuffer(buffer, 0, count));
    }
  }

  @Override
  public void close() throws IOException {
    var _ = replies.finishAndReleaseAll();
    socket.close();
  }
}
