package org.samling.console.web;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.Inquiries;
import org.samling.core.organisation.Tenant;
import org.samling.core.organisation.Tenants;
import org.samling.core.policy.Sight;
import org.samling.core.privacy.Access;
import org.samling.core.requests.Places;
import org.samling.core.requests.ResourceLimit;
import org.samling.core.staff.SecondFactors;
import org.samling.core.staff.Staff;
import org.samling.core.staff.StaffMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes requests to endpoints and sends the replies, each on its own virtual thread.
 *
 * <pre>
 *   request -> gate (who, which tenant, may they, is it ours) -> endpoint -> reply -> template
 * </pre>
 */
public final class ConsoleRoutes {

  /** The root path of the console. */
  public static final String ROOT = "/console";

  static final String STATIC = ROOT + "/static/";
  static final String TENANTS = ROOT + "/t/";
  static final String SIGN_IN = ROOT + "/sign-in";

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleRoutes.class);
  private static final int AT_ONCE = 100;
  private static final int STREAMS = 300;

  /** The maximum number of concurrent uploads. */
  private static final int FILES = 20;

  private static final int FORM_LIMIT = 128 * 1024;
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final Map<String, String> SAFETY =
      Map.of(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
              + " 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
          "x-content-type-options",
          "nosniff",
          "x-frame-options",
          "DENY",
          "referrer-policy",
          "same-origin",
          "cross-origin-opener-policy",
          "same-origin",
          "cross-origin-resource-policy",
          "same-origin",
          "permissions-policy",
          "camera=(), geolocation=(), microphone=(), payment=()");

  private final List<Section> sections;
  private final RequestScopes scopes;
  private final Assets assets = new Assets();
  private final Supplier<FrontPage> front;
  private final Gate gate;
  private final Staff staff;
  private final Inquiries inquiries;
  private final Renderer renderer;
  private final SignInPages signIn;
  private final SecondFactorPages secondFactor;
  private final ProviderPages provider;
  private final Places places = new Places(ResourceLimit.PAGES, AT_ONCE);
  private final Places streams = new Places(ResourceLimit.STREAMS, STREAMS);
  private final Places files = new Places(ResourceLimit.FILES, FILES);

  /** A reply, with the viewer to render it for. */
  private record ReplyForViewer(Reply reply, Renderer.Viewer onlooker) {}

  /** A response without the headers common to all. */
  private record Response(Buffer body, @Nullable Path file, Map<String, String> headers) {}

  /**
   * Creates the routes of the console.
   *
   * @param inquiries tells the branches of tenants
   * @param front renders the page at the root of the server
   * @param identityProvider signs staff in, or null if only passwords are used
   * @param scopes runs work in the scope of its request
   */
  public ConsoleRoutes(
      Staff staff,
      SecondFactors secondFactors,
      Tenants tenants,
      Inquiries inquiries,
      Supplier<FrontPage> front,
      @Nullable IdentityProvider identityProvider,
      List<Section> sections,
      RequestScopes scopes) {
    this.front = front;
    this.scopes = scopes;
    this.sections = List.copyOf(sections);
    this.staff = staff;
    this.inquiries = inquiries;
    this.gate = new Gate(staff, tenants);
    this.renderer = new Renderer(assets, tenants, sections);
    this.signIn = new SignInPages(staff, tenants, gate, identityProvider);
    this.secondFactor = new SecondFactorPages(signIn, secondFactors);
    this.provider = new ProviderPages(signIn, staff, identityProvider);
  }

  /** Returns all endpoints of a tenant. */
  public List<Endpoint> endpoints() {
    return sections.stream().flatMap(s -> s.endpoints().stream()).toList();
  }

  /**
   * Registers the routes.
   *
   * @param bodies reads files while they are being uploaded
   */
  public void addTo(Router router, BodySource bodies) {
    router.get(STATIC + ":hash/:name").handler(this::asset);
    open(router, HttpMethod.GET, "/", _ -> Reply.page("layout/front", front.get()));
    open(router, HttpMethod.GET, ROOT, signIn::home);
    open(router, HttpMethod.GET, ROOT + "/", signIn::home);
    open(router, HttpMethod.GET, SIGN_IN, signIn::form);
    open(router, HttpMethod.POST, SIGN_IN, signIn::signIn);
    open(router, HttpMethod.GET, SecondFactorPages.CODE, secondFactor::code);
    open(router, HttpMethod.POST, SecondFactorPages.CODE, secondFactor::takeCode);
    open(router, HttpMethod.GET, SecondFactorPages.ENROL, secondFactor::enrolment);
    open(router, HttpMethod.POST, SecondFactorPages.ENROL, secondFactor::enrol);
    own(router, HttpMethod.GET, SecondFactorPages.OWN, secondFactor::own);
    own(router, HttpMethod.POST, SecondFactorPages.OWN, secondFactor::changeOwn);
    open(router, HttpMethod.POST, ROOT + "/sign-out", signIn::signOut);
    open(router, HttpMethod.GET, ProviderPages.BEGIN, provider::begin);
    open(router, HttpMethod.GET, ProviderPages.BACK, provider::back);
    open(router, HttpMethod.GET, ROOT + "/language/:language", SignInPages::language);
    for (var endpoint : endpoints()) {
      var path = TENANTS + ":tenant" + endpoint.path();
      if (endpoint.takesFile()) {
        router.post(path).handler(context -> takeFile(context, endpoint, bodies));
      }
      add(
          router,
          HttpMethod.valueOf(endpoint.method().name()),
          path,
          request -> answer(request, endpoint));
    }
    add(
        router,
        HttpMethod.GET,
        ROOT + "/*",
        request ->
            new ReplyForViewer(
                gate.member(request, true).isPresent()
                    ? Reply.notFound()
                    : SignInPages.redirectToSignIn(request),
                Renderer.Viewer.NOBODY));
  }

  private void open(
      Router router, HttpMethod method, String path, Function<Request, Reply> handler) {
    add(
        router,
        method,
        path,
        request -> new ReplyForViewer(handler.apply(request), Renderer.Viewer.NOBODY));
  }

  /** Adds a page for whoever is signed in, of whatever role and tenant. */
  private void own(
      Router router,
      HttpMethod method,
      String path,
      BiFunction<Request, StaffMember, Reply> handler) {
    add(
        router,
        method,
        path,
        request -> {
          var member = gate.member(request, true);
          if (member.isEmpty()) {
            return new ReplyForViewer(
                SignInPages.redirectToSignIn(request), Renderer.Viewer.NOBODY);
          }
          var reply =
              request.isChange() && !Gate.isOurs(request)
                  ? Reply.message(Reply.FORBIDDEN, "error.csrf")
                  : handler.apply(request, member.get());
          return new ReplyForViewer(reply, Renderer.Viewer.of(member.get()));
        });
  }

  private void add(
      Router router, HttpMethod method, String path, Function<Request, ReplyForViewer> answerer) {
    router
        .route(method, path)
        .handler(BodyHandler.create(false).setBodyLimit(FORM_LIMIT))
        .handler(context -> take(context, answerer, places));
  }

  /** A form without a file is handled like any other. */
  private void takeFile(RoutingContext context, Endpoint endpoint, BodySource bodies) {
    var boundary = MultipartForm.boundary(context.request().getHeader("content-type"));
    if (boundary.isEmpty()) {
      context.next();
      return;
    }
    var body = bodies.of(context);
    take(context, request -> answerFile(request, endpoint, body, boundary.get()), files);
  }

  private ReplyForViewer answerFile(
      Request request, Endpoint endpoint, BodySource.PausedBody body, String boundary) {
    if (!(gate.admits(request, endpoint.needs()) instanceof Gate.Admitted)) {
      return answer(request, endpoint); // refuses without reading the body
    }
    try (var in = body.open()) {
      var form = MultipartForm.read(in, boundary);
      var whole = request.with(form.fields(), form.file());
      return whole.hasNul()
          ? new ReplyForViewer(
              Reply.message(Reply.BAD_REQUEST, "error.form"), Renderer.Viewer.NOBODY)
          : answer(whole, endpoint);
    } catch (IOException e) {
      LOG.info("a form for {} could not be read: {}", endpoint.path(), e.toString());
      return new ReplyForViewer(
          Reply.message(Reply.BAD_REQUEST, "error.form"), Renderer.Viewer.NOBODY);
    }
  }

  private void asset(RoutingContext context) {
    var found = assets.find(part(context, "hash"), part(context, "name"));
    var response = context.response();
    SAFETY.forEach(response::putHeader);
    if (found.isEmpty()) {
      response.setStatusCode(Reply.NOT_FOUND).end();
    } else {
      response
          .putHeader("content-type", found.get().type())
          .putHeader("cache-control", FOR_EVER)
          .end(found.get().bytes());
    }
  }

  private static String part(RoutingContext context, String name) {
    return Objects.requireNonNullElse(context.pathParam(name), "");
  }

  private void take(
      RoutingContext context, Function<Request, ReplyForViewer> answerer, Places places) {
    var request = request(context);
    var response = context.response();
    SAFETY.forEach(response::putHeader);
    response.putHeader("cache-control", "no-store");
    if (request.isEncrypted()) {
      response.putHeader("strict-transport-security", "max-age=31536000");
    }
    if (request.hasNul()) {
      response.setStatusCode(Reply.BAD_REQUEST).end();
      return;
    }
    if (!places.take()) {
      response.setStatusCode(Reply.UNAVAILABLE).putHeader("retry-after", "1").end();
      return;
    }
    var eventLoop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("console")
        .start(
            scopes.within(
                context,
                () -> {
                  try {
                    answer(request, answerer, eventLoop, response);
                  } finally {
                    places.giveBack();
                  }
                }));
  }

  private void answer(
      Request request,
      Function<Request, ReplyForViewer> answerer,
      Context eventLoop,
      HttpServerResponse response) {
    try {
      var answered = answered(request, answerer);
      if (answered.reply().body() instanceof Reply.Events events) {
        stream(request, answered.onlooker(), events, eventLoop, response);
      } else {
        var sent = sent(request, answered);
        eventLoop.runOnContext(_ -> send(answered.reply(), sent, request, response));
      }
    } catch (RuntimeException e) {
      LOG.error("the console failed to answer {} {}", request.method(), request.shownPath(), e);
      eventLoop.runOnContext(_ -> response.setStatusCode(Reply.FAULT).end());
    }
  }

  private static ReplyForViewer answered(
      Request request, Function<Request, ReplyForViewer> answerer) {
    try {
      return answerer.apply(request);
    } catch (StoreException e) {
      LOG.warn("the console failed to answer {}: {}", request.shownPath(), e.toString());
      return new ReplyForViewer(
          Reply.message(Reply.UNAVAILABLE, "error.store").after(StoreException.RETRY_AFTER),
          Renderer.Viewer.NOBODY);
    }
  }

  private ReplyForViewer answer(Request request, Endpoint endpoint) {
    return switch (gate.look(request, endpoint.needs())) {
      case Gate.NotSignedIn() ->
          new ReplyForViewer(SignInPages.redirectToSignIn(request), Renderer.Viewer.NOBODY);
      case Gate.Refused(var status, var words) ->
          new ReplyForViewer(Reply.message(status, words), Renderer.Viewer.NOBODY);
      case Gate.Admitted(var member, var tenant, var branch) -> {
        var workplace = Workplace.of(sight(member, tenant), branch);
        var visit = new Visit(request, member, tenant, workplace, renderer.words(request), staff);
        var access = Access.byStaff(member.username(), endpoint.path());
        yield new ReplyForViewer(
            Access.by(access, () -> endpoint.handler().answer(visit)),
            new Renderer.Viewer(tenant, member, workplace));
      }
    };
  }

  /** What a member sees, by the policy as it was last read: names change seldom. */
  private Sight sight(StaffMember member, Tenant tenant) {
    var policy = inquiries.knownPolicy(tenant.id()).orElseGet(() -> inquiries.policy(tenant.id()));
    return Sight.of(policy, member.bounds());
  }

  private Response sent(Request request, ReplyForViewer answered) {
    return switch (answered.reply().body()) {
      case Reply.Empty() -> new Response(Buffer.buffer(), null, Map.of());
      case Reply.Download(var name, var type, var bytes) ->
          new Response(Buffer.buffer(bytes.toArray()), null, attached(name, type));
      case Reply.Stored(var name, var type, var file) ->
          new Response(Buffer.buffer(), file, attached(name, type));
      case Reply.Rendered rendered ->
          new Response(
              Buffer.buffer(
                  renderer.html(
                      request, csrf(request, answered.reply()), answered.onlooker(), rendered)),
              null,
              Map.of("content-type", "text/html; charset=utf-8"));
      case Reply.Events _ -> throw new IllegalStateException("an event stream has no body");
    };
  }

  private static Map<String, String> attached(String name, String type) {
    return Map.of(
        "content-type", type, "content-disposition", "attachment; filename=\"%s\"".formatted(name));
  }

  /** A page that sets a new guest cookie uses the token of that cookie. */
  private static String csrf(Request request, Reply reply) {
    return reply.cookies().stream()
        .filter(c -> c.name().equals(Gate.GUEST))
        .findFirst()
        .map(c -> Gate.csrf(c.value()))
        .orElseGet(() -> Gate.csrf(request));
  }

  private static void send(
      Reply reply, Response sent, Request request, HttpServerResponse response) {
    sent.headers().forEach(response::putHeader);
    reply.headers().forEach(response::putHeader);
    for (var cookie : reply.cookies()) {
      response.headers().add("set-cookie", Cookies.text(cookie, request.isEncrypted()));
    }
    response.setStatusCode(reply.status());
    if (sent.file() == null) {
      response.end(sent.body());
    } else {
      response
          .sendFile(sent.file().toString())
          .onFailure(e -> {
            LOG.warn("{} could not be sent: {}", sent.file(), e.toString());
            response.reset();
          });
    }
  }

  private void stream(
      Request request,
      Renderer.Viewer onlooker,
      Reply.Events events,
      Context eventLoop,
      HttpServerResponse response) {
    if (!streams.take()) {
      eventLoop.runOnContext(_ ->
          response
              .setStatusCode(Reply.UNAVAILABLE)
              .putHeader("retry-after", Integer.toString(StoreException.RETRY_AFTER))
              .end());
      return;
    }
    eventLoop.runOnContext(_ -> {
      var stream = new EventStream(eventLoop, response);
      Thread.ofVirtual()
          .name("console-events")
          .start(() -> {
            try {
              stream.send(
                  events,
                  shown -> renderer.html(request, Gate.csrf(request), onlooker, shown),
                  () -> isStill(request, onlooker));
            } finally {
              streams.giveBack();
            }
          });
    });
  }

  /** Whether the viewer of an event stream is still signed in. */
  private boolean isStill(Request request, Renderer.Viewer onlooker) {
    var member = onlooker.member();
    return member != null
        && gate.member(request, false).filter(m -> m.id().equals(member.id())).isPresent();
  }

  private Request request(RoutingContext context) {
    var request = context.request();
    var headers = new HashMap<String, String>();
    for (var name :
        List.of("accept-language", "hx-request", "origin", "sec-fetch-site", Gate.CSRF_HEADER)) {
      var value = request.getHeader(name);
      if (value != null) {
        headers.put(name, value);
      }
    }
    var isEncrypted = scopes.isEncrypted(context);
    var authority = request.authority();
    return new Request(
        request.method().name(),
        context.normalizedPath(),
        authority == null
            ? ""
            : authority.port() > 0 ? authority.host() + ":" + authority.port() : authority.host(),
        context.pathParams(),
        values(context.queryParams()),
        values(request.formAttributes()),
        Cookies.of(request, isEncrypted),
        headers,
        isEncrypted,
        null);
  }

  private static Map<String, List<String>> values(MultiMap map) {
    var values = new HashMap<String, List<String>>();
    map.forEach(e -> values.computeIfAbsent(e.getKey(), _ -> new ArrayList<>()).add(e.getValue()));
    return values;
  }
}
