package org.samling.server;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.CurrentRequest;

/**
 * Names the request in exemplars of latencies (OpenMetrics 1.0, exemplars): its id is the trace id,
 * by which its lines in the log are found.
 */
final class RequestExemplars implements SpanContext {

  @Override
  public @Nullable String getCurrentTraceId() {
    return CurrentRequest.id();
  }

  /** A request is a single span here. */
  @Override
  public @Nullable String getCurrentSpanId() {
    return CurrentRequest.id() == null ? null : "request";
  }

  @Override
  public boolean isCurrentSpanSampled() {
    return CurrentRequest.id() != null;
  }

  @Override
  public void markCurrentSpanAsExemplar() {
    // Every request is logged anyway: an exemplar needs nothing extra.
  }
}
