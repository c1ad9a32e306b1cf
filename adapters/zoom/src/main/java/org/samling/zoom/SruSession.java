package org.samling.zoom;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.Bytes;
import org.samling.zoom.ZoomConnection.Notation;
import org.samling.zoom.ZoomResultSet.Fetched;

/**
 * An SRU 1.2 target, called with GET. The protocol has no sessions: each request is complete in
 * itself.
 */
final class SruSession implements TargetSession {

  /** The largest response accepted, in bytes. */
  private static final int LARGEST_ANSWER = 16 << 20;

  private static final int MOST_REDIRECTS = 5;
  private static final String XML = "XML";

  /** A diagnostic's URI: a set, and a number in it. */
  private static final Pattern NUMBERED = Pattern.compile("(.*)/(\\d{1,9})");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final ZoomTarget target;

  SruSession(ZoomTarget target) {
    this.target = target;
  }

  @Override
  public Hits search(Notation notation, String query) {
    var parameter =
        switch (notation) {
          case CQL -> "query";
          // A YAZ extension, for targets that support it.
          case PQF -> "x-pquery";
        };
    var queryParameter = parameter + "=" + URLEncoder.encode(query, UTF_8);
    return new Found(queryParameter, ask(queryParameter, 1, 0).count());
  }

  /** A search result. Each call searches again. */
  private final class Found implements Hits {

    private final String query;
    private final long count;

    Found(String query, long count) {
      this.query = query;
      this.count = count;
    }

    @Override
    public long count() {
      return count;
    }

    @Override
    public List<Fetched> records(long from, int number) {
      var places = ask(query, from, number).records();
      var fetched = new ArrayList<Fetched>();
      for (var place : places) {
        var position = place.position();
        var index = position == null ? fetched.size() : position - from;
        if (index >= fetched.size() && index < number) {
          while (fetched.size() < index) {
            fetched.add(new Fetched.Missing(target.name() + ": the record was not returned"));
          }
          fetched.add(SruSession.this.fetched(place));
        }
      }
      return fetched;
    }
  }

  private Fetched fetched(SruSearchResponse.Entry place) {
    var data = place.data();
    var diagnostic = place.diagnostic();
    if (data != null) {
      return new Fetched.Returned(new ZoomRecord(XML, Bytes.of(data)));
    }
    return new Fetched.Missing(
        diagnostic == null
            ? target.name() + ": the record is empty"
            : String.valueOf(refusal(diagnostic).getMessage()));
  }

  private SruSearchResponse ask(String query, long from, int number) {
    var parameters =
        "version=1.2&operation=searchRetrieve&%s&startRecord=%d&maximumRecords=%d&recordSchema=%s"
            .formatted(query, from, number, URLEncoder.encode(target.elementSet(), UTF_8));
    SruSearchResponse answer;
    try {
      var address = target.address();
      answer =
          SruSearchResponse.read(
              get(URI.create(address + (address.indexOf('?') < 0 ? '?' : '&') + parameters)));
    } catch (XMLStreamException e) {
      throw fault(ZoomFault.DECODING_FAILED, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw fault(ZoomFault.CONNECT_FAILED, String.valueOf(e.getMessage()));
    }
    var diagnostic = answer.diagnostic();
    if (diagnostic != null) {
      throw refusal(diagnostic);
    }
    return answer;
  }

  /** The content of an address, following redirects, within the target's time limit. */
  private byte[] get(URI address) {
    var end = System.nanoTime() + target.timeout().toNanos();
    var from = address;
    for (var redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      var response = get(from, end, isSameServer(address, from));
      if (response.statusCode() == 200) {
        return response.body();
      }
      var next = response.headers().firstValue("Location").orElse(null);
      if (response.statusCode() / 100 != 3 || next == null) {
        throw ZoomException.refusal(
            target.name(), response.statusCode(), "HTTP", "the request failed", "");
      }
      from = followed(from, next);
    }
    throw fault(ZoomFault.CONNECT_FAILED, "too many redirects");
  }

  private URI followed(URI from, String location) {
    var next = from.resolve(location);
    var isSecure = "https".equals(next.getScheme());
    if (!isSecure && (!"http".equals(next.getScheme()) || "https".equals(from.getScheme()))) {
      throw fault(ZoomFault.CONNECT_FAILED, "it redirects to an address that is not allowed");
    }
    return next;
  }

  private static boolean isSameServer(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getAuthority(), other.getAuthority());
  }

  private HttpResponse<byte[]> get(URI address, long end, boolean sendsLogin) {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(target.timeout())
            .header("User-Agent", "Samling")
            .header("Accept", "application/xml, text/xml, */*;q=0.1");
    var login = login();
    if (sendsLogin && login != null) {
      request.header("Authorization", login);
    }
    // The client's own time-out ends with the head of a response.
    var answer =
        CLIENT.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(ZoomFault.CONNECTION_LOST, "interrupted");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case HttpTimeoutException _ -> late();
        case ConnectException _ -> fault(ZoomFault.CONNECT_FAILED, "");
        case IOException fault ->
            fault(ZoomFault.CONNECTION_LOST, String.valueOf(fault.getMessage()));
        case null, default -> new IllegalStateException(e.getCause());
      };
    } finally {
      answer.cancel(true);
    }
  }

  private @Nullable String login() {
    var login = target.login();
    return login == null
        ? null
        : "Basic "
            + Base64.getEncoder()
                .encodeToString((login.user() + ":" + login.password().value()).getBytes(UTF_8));
  }

  private ZoomException refusal(SruSearchResponse.Diagnostic diagnostic) {
    var numbered = NUMBERED.matcher(diagnostic.uri());
    var isNumbered = numbered.matches();
    return ZoomException.refusal(
        target.name(),
        isNumbered ? Long.parseLong(numbered.group(2)) : 0,
        isNumbered ? numbered.group(1) : diagnostic.uri(),
        diagnostic.message().isEmpty() ? "it refuses" : diagnostic.message(),
        diagnostic.details());
  }

  private ZoomException late() {
    return fault(
        ZoomFault.TIMEOUT, "no answer within %d s".formatted(target.timeout().toSeconds()));
  }

  private ZoomException fault(ZoomFault fault, String addinfo) {
    return ZoomException.fault(target.name(), fault, addinfo);
  }

  @Override
  public void close() {
    // Nothing is open between requests.
  }
}
