package org.samling.routes.sip2;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.samling.core.StoreException;
import org.samling.core.login.LoginLimitException;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Secret;
import org.samling.routes.KeptLogins;
import org.samling.routes.sip2.Sip2XmlAnswer.Messages;
import org.samling.routes.sip2.Sip2XmlAnswer.Status;
import org.samling.sip2.Sip2Charset;
import org.samling.sip2.Sip2Frame;
import org.samling.sip2.xml.SipXml;
import org.samling.sip2.xml.SipXmlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers SIP2 messages in XML, in FBS's dialect. There is no connection: each message carries its
 * login and has a session of its own, which ends with the reply. In all other respects it is
 * handled like a message from a connection.
 */
public final class Sip2XmlResponder {

  private static final Logger LOG = LoggerFactory.getLogger(Sip2XmlResponder.class);

  /** How long a failed login is answered from memory. */
  private static final Duration FAILED = Duration.ofSeconds(3);

  private final Sip2Service service;
  private final KeptLogins<Sip2Machine> logins;
  private final Sip2Dialect dialect;

  /**
   * Creates a responder.
   *
   * @param ports the ports that the service uses
   * @param checkedEvery how long a login counts before it is checked again
   */
  public Sip2XmlResponder(Sip2Service service, Sip2Service.Ports ports, Duration checkedEvery) {
    this.service = service;
    this.logins =
        new KeptLogins<>(
            ports.accounts(),
            Account.Protocol.SIP2,
            KeptLogins.Times.ofMessages(checkedEvery, FAILED),
            account -> Sip2Machine.of(account, ports.inquiries()));
    this.dialect = new FbsDialect(ports.descriptions(), ports.inquiries());
  }

  /**
   * Answers a message. Blocks for as long as the store takes: call it on a thread that may block.
   *
   * @param isil the agency that the machine is configured for; one of its tenant's
   * @param gate who may log in from the request's origin
   */
  public Sip2XmlAnswer answer(String isil, byte[] xml, Sip2Gate gate) {
    try {
      var envelope = SipXml.read(xml);
      return service.withinDeadline(() -> answer(isil, envelope, gate));
    } catch (SipXmlException e) {
      return error(Status.UNREADABLE, e.getMessage() + ".");
    } catch (LoginLimitException e) {
      return error(Status.UNAVAILABLE, e.getMessage()).withLimit(e);
    } catch (StoreException e) {
      LOG.warn("a SIP2 login in XML could not be checked: {}", e.toString());
      return error(Status.UNAVAILABLE, "The library is unavailable. Send the request again later.");
    }
  }

  private Sip2XmlAnswer answer(String isil, SipXml.Envelope envelope, Sip2Gate gate) {
    var known = machine(envelope, gate);
    if (known.isEmpty()) {
      gate.loginWrong(envelope.login());
    }
    var machine = known.filter(m -> gate.admits(m.account()));
    if (machine.isEmpty()) {
      return error(Status.ANSWERED, "The login or its password is wrong.");
    }
    if (!machine.get().isils().contains(isil)) {
      return error(Status.ANSWERED, "The login is not valid for the library in the address.");
    }
    var account = machine.get().account();
    var session = new Sip2Session(Instant.now(), gate, dialect, machine.get().checkedPins());
    session.logInFor(isil, account);
    var frame = Sip2Frame.of(envelope.request(), Sip2Charset.UTF_8);
    return switch (service.answer(session, frame)) {
      case Sip2Answer.Reply(var reply, _) ->
          new Sip2XmlAnswer(
              Status.ANSWERED,
              SipXml.response(new String(reply.bytes(), StandardCharsets.UTF_8)),
              new Messages(account, frame, reply));
      case Sip2Answer.Silence() ->
          new Sip2XmlAnswer(
              Status.ANSWERED,
              SipXml.error("The request is not a SIP2 message."),
              new Messages(account, frame, null));
      case Sip2Answer.Close(_) ->
          new Sip2XmlAnswer(
              Status.UNAVAILABLE,
              SipXml.error("The outcome of the request is not known. Send it again."),
              new Messages(account, frame, null));
    };
  }

  private Optional<Sip2Machine> machine(SipXml.Envelope envelope, Sip2Gate gate) {
    try {
      return logins.find(envelope.login(), new Secret(envelope.password().value()));
    } catch (LoginLimitException e) {
      gate.loginUnchecked(envelope.login());
      throw e;
    }
  }

  private static Sip2XmlAnswer error(Status status, String reason) {
    return new Sip2XmlAnswer(status, SipXml.error(reason), null);
  }
}
