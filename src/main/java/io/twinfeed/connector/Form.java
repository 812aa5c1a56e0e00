package io.twinfeed.connector;

import java.io.Serializable;

/**
 * How mutations come in and go out.
 *
 * @param <T> what comes in
 * @param <S> what goes out for one that was carried out
 * @param <F> what goes out for one that was refused
 */
interface Form<T, S, F> extends Serializable {

  /** An element as a mutation. */
  sealed interface Read {
    record Fit(Mutation mutation) implements Read {}

    /** It is none. */
    record Unfit(Outcome.Failed why) implements Read {}
  }

  Read mutation(T element);

  S success(T element, Effect effect);

  F failure(T element, Outcome.Failed why);

  /** Mutations themselves. */
  enum Plain implements Form<Mutation, WriteSuccess, WriteFailure> {
    FORM;

    @Override
    public Read mutation(Mutation element) {
      return new Read.Fit(element);
    }

    @Override
    public WriteSuccess success(Mutation element, Effect effect) {
      return new WriteSuccess(element, effect);
    }

    @Override
    public WriteFailure failure(Mutation element, Outcome.Failed why) {
      return new WriteFailure(element, why.code(), why.message(), why.hint(), why.attempts());
    }
  }
}
