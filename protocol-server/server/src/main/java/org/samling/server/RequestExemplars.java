package org.samling.server;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;
import org.samling.core.requests.CurrentRequest;

/**
 * Has examples of latencies name the request that took so long (OpenMetrics 1.0, exemplars): its id
 * stands as the trace, by which its lines in the log are found.
 */
final class RequestExemplars implements SpanContext {

  @Override
  public @Nullable String getCurrentTraceId() {
    return CurrentRequest.id();
  }

  /** A request is one step here. */
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
    // Every request is logged alike: nothing is to be kept for its example.
  }
}
