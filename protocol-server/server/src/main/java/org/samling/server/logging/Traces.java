package org.samling.server.logging;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.samling.core.requests.CurrentRequest;
import org.samling.library.config.TraceSettings;

/**
 * Tells an OpenTelemetry collector of answers, each as a span with one for each {@link
 * org.samling.core.requests.Step} below it. They are told when they are over, in batches, by a
 * thread of its own: nothing waits for the collector, and what it does not take is dropped.
 *
 * <p>A span holds the protocol's own words for what was asked and answered, the account and the
 * request's id, and nothing of what the message said. Its trace is the request's id where that has
 * the form of one.
 */
public final class Traces implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final double PERCENT = 100;

  private static final AttributeKey<String> PROTOCOL = stringKey("samling.protocol");
  private static final AttributeKey<String> REQUEST = stringKey("samling.request");
  private static final AttributeKey<String> ANSWER = stringKey("samling.answer");
  private static final AttributeKey<String> ACCOUNT = stringKey("samling.account");
  private static final AttributeKey<String> REQUEST_ID = stringKey("samling.request_id");
  private static final AttributeKey<Long> TOGETHER = longKey("samling.together");

  /** W3C Trace Context, section 3.2; later versions may say more. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** The trace of a request that came without one is called as the request is. */
  private static final IdGenerator AS_REQUESTS =
      new IdGenerator() {
        @Override
        public String generateSpanId() {
          return IdGenerator.random().generateSpanId();
        }

        @Override
        public String generateTraceId() {
          var id = CurrentRequest.id();
          return id != null && TraceId.isValid(id) ? id : IdGenerator.random().generateTraceId();
        }
      };

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /** Begins to tell; the collector need not be there. */
  public Traces(TraceSettings settings, String version) {
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setTimeout(TIMEOUT)
            .setCompression("gzip");
    var authorization = settings.authorization();
    if (authorization != null) {
      exporter.addHeader("authorization", authorization.value());
    }
    provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put("service.name", settings.service())
                    .put("service.version", version)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample() / PERCENT)))
            .setIdGenerator(AS_REQUESTS)
            .addSpanProcessor(
                BatchSpanProcessor.builder(exporter.build()).setScheduleDelay(EVERY).build())
            .build();
    tracer = provider.get("org.samling");
  }

  /** Tells of an answer to the request that this thread works for. */
  public void answered(String protocol, String request, String answer, Duration took) {
    var end = Instant.now();
    var builder =
        tracer
            .spanBuilder(protocol + " " + request)
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent())
            .setStartTimestamp(end.minus(took))
            .setAttribute(PROTOCOL, protocol)
            .setAttribute(REQUEST, request)
            .setAttribute(ANSWER, answer);
    var account = CurrentRequest.account();
    if (account != null) {
      builder.setAttribute(ACCOUNT, account);
    }
    var id = CurrentRequest.id();
    if (id != null) {
      builder.setAttribute(REQUEST_ID, id);
    }
    var span = builder.startSpan();
    if (span.isRecording()) {
      var within = Context.root().with(span);
      for (var step : CurrentRequest.steps()) {
        tracer
            .spanBuilder(step.name())
            .setParent(within)
            .setStartTimestamp(step.begin())
            .setAttribute(TOGETHER, (long) step.together())
            .startSpan()
            .end(step.begin().plus(step.took()));
      }
    }
    span.end(end);
  }

  private static Context parent() {
    var traceparent = TRACEPARENT.matcher(String.valueOf(CurrentRequest.traceparent()));
    if (!traceparent.matches()) {
      return Context.root();
    }
    var caller =
        SpanContext.createFromRemoteParent(
            traceparent.group(1),
            traceparent.group(2),
            TraceFlags.fromHex(traceparent.group(3), 0),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(caller));
  }

  /** Tells what was not told yet, for as long as one batch may take. */
  @Override
  public void close() {
    provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
