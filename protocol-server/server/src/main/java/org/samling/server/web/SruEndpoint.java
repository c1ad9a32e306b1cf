package org.samling.server.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.samling.core.requests.Allowances;
import org.samling.core.requests.ResourceLimit;
import org.samling.routes.sru.SruAnswer;
import org.samling.routes.sru.SruCall;
import org.samling.routes.sru.SruResponder;
import org.samling.server.web.RequestExecutor.Answer;
import org.samling.sru.SruRequestDecoder;
import org.samling.sru.SruVersion;

/**
 * SRU over HTTP: {@code GET} and {@code POST /sru/DATABASE}. A virtual thread answers each request.
 * A client that asks too often is told when to retry.
 */
public final class SruEndpoint implements WebEndpoint {

  private static final String ROOT = "sru/";
  private static final String PATH = "/" + ROOT + ":database";

  /** The content type of responses of 2.0, for clients that ask for it (SRU 2.0, section 11). */
  private static final String SRU_XML = "application/sru+xml";

  /** How many requests are answered at once; any more are told to retry. */
  private static final int AT_ONCE = 100;

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int UNSUPPORTED_TYPE = 415;

  private static final String NO_SOAP =
      "SOAP is not supported; send SRU requests by GET, or by POST as a form.";

  private static final Buffer SOAP_11_FAULT =
      Buffer.buffer(
          """
          <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>\
          <faultcode>soap:Client</faultcode><faultstring>%s</faultstring>\
          </soap:Fault></soap:Body></soap:Envelope>
          """
              .formatted(NO_SOAP));

  private static final Buffer SOAP_12_FAULT =
      Buffer.buffer(
          """
          <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body><soap:Fault>\
          <soap:Code><soap:Value>soap:Sender</soap:Value></soap:Code>\
          <soap:Reason><soap:Text xml:lang="en">%s</soap:Text></soap:Reason>\
          </soap:Fault></soap:Body></soap:Envelope>
          """
              .formatted(NO_SOAP));

  private final SruResponder responder;
  private final QueryRequests requests;
  private final RequestExecutor answerer =
      new RequestExecutor("SRU", ResourceLimit.REQUESTS, AT_ONCE);

  /**
   * Creates an instance.
   *
   * @param allowances how often an address may ask
   */
  public SruEndpoint(SruResponder responder, Allowances<String> allowances) {
    this.responder = responder;
    this.requests =
        new QueryRequests("SRU", PATH, SruRequestDecoder.MAX_LENGTH, "parameters", allowances);
  }

  @Override
  public void addTo(Router router) {
    router.post(PATH).handler(SruEndpoint::refuseSoap);
    requests.addTo(router, this::take);
  }

  /** A SOAP client (SRW) is told in its own language that it is not served. */
  private static void refuseSoap(RoutingContext context) {
    var request = context.request();
    var type =
        Objects.requireNonNullElse(request.getHeader("content-type"), "").toLowerCase(Locale.ROOT);
    if (type.startsWith("application/soap+xml")) {
      RequestExecutor.send(context, Answer.xml(UNSUPPORTED_TYPE, Map.of(), SOAP_12_FAULT));
    } else if (type.startsWith("text/xml") || request.getHeader("soapaction") != null) {
      RequestExecutor.send(context, Answer.xml(UNSUPPORTED_TYPE, Map.of(), SOAP_11_FAULT));
    } else {
      context.next();
    }
  }

  private void take(RoutingContext context, String parameters) {
    var credentials = BasicLogin.credentials(context.request().getHeader("authorization"));
    var database = Objects.requireNonNull(context.pathParam("database"));
    var call = new SruCall(database, address(context, database), parameters, credentials);
    var wantsSruXml =
        Objects.requireNonNullElse(context.request().getHeader("accept"), "").contains(SRU_XML)
            || parameters.contains("httpAccept=application/sru%2Bxml");
    answerer.answer(context, () -> answer(responder.answer(call), wantsSruXml));
  }

  private static SruCall.Address address(RoutingContext context, String database) {
    var request = context.request();
    var authority = request.authority();
    var isSecure = RequestOrigin.of(context).isEncrypted();
    var usual = isSecure ? 443 : 80;
    return new SruCall.Address(
        authority == null ? "localhost" : authority.host(),
        authority == null || authority.port() < 0 ? usual : authority.port(),
        ROOT + database,
        isSecure);
  }

  private static Answer answer(SruAnswer answer, boolean wantsSruXml) {
    return switch (answer) {
      case SruAnswer.Response document ->
          new Answer(
              OK,
              contentType(document.version(), wantsSruXml),
              Map.of(),
              Buffer.buffer(document.body()));
      case SruAnswer.Unknown() ->
          Answer.text(NOT_FOUND, Map.of(), "There is no such database here.");
      case SruAnswer.Unauthorized() ->
          Answer.text(
              UNAUTHORIZED,
              Map.of("www-authenticate", BasicLogin.challenge("SRU")),
              "Searching this catalogue requires an account.");
      case SruAnswer.Limited(var limit) -> Answer.limited(limit);
      case SruAnswer.Unavailable() ->
          RequestExecutor.later(Duration.ofSeconds(10), QueryRequests.LATER);
    };
  }

  private static String contentType(SruVersion version, boolean wantsSruXml) {
    return switch (version) {
      case V1_1, V1_2 -> "text/xml; charset=utf-8";
      case V2_0 -> (wantsSruXml ? SRU_XML : "application/xml") + "; charset=utf-8";
    };
  }
}
