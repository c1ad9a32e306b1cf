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
 * Exports answers to an OpenTelemetry collector, each as a span with a child for each {@link
 * org.samling.core.requests.Step}. Spans are exported when they have ended, in batches, on a
 * separate thread: nothing waits for the collector, and what it does not accept is dropped.
 *
 * <p>A span holds the protocol's own words for the request and the reply, the account and the
 * request's id, and nothing of the message's content. Its trace id is the request's id where that
 * has the form of one.
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

  /** W3C Trace Context, section 3.2; later versions may append more. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /** A request without a trace id gets its own id as the trace id. */
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

  /** Starts exporting; the collector need not be running. */
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

  /** Exports the answer to this thread's current request. */
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

  /** Exports the remaining spans, for as long as one batch may take. */
  @Override
  public void close() {
    provider.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
