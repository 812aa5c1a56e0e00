package io.twinfeed.bench;

import io.twinfeed.spec.expression.ExpressionFunction;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** {@code bench.seen(id)} is true, and notes when the first row was read. */
public final class Seen implements ExpressionFunction {
  private static final AtomicLong FIRST = new AtomicLong();

  /** Microseconds since 1970; 0 while none was seen. */
  static long first() {
    return FIRST.get();
  }

  @Override
  public String name() {
    return "bench.seen";
  }

  @Override
  public List<Type> arguments() {
    return List.of(Type.INT);
  }

  @Override
  public Type result() {
    return Type.BOOL;
  }

  @Override
  public Object apply(List<Object> arguments) {
    if (FIRST.get() == 0) {
      FIRST.compareAndSet(0, Recorder.now());
    }
    return true;
  }
}
