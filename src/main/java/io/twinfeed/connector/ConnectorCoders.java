package io.twinfeed.connector;

import io.twinfeed.flow.DataCoder;
import java.util.List;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviderRegistrar;
import org.apache.beam.sdk.values.TypeDescriptor;

/** Tells Beam the coders of this package's types, so that no pipeline has to set them. */
public final class ConnectorCoders implements CoderProviderRegistrar {

  @Override
  public List<CoderProvider> getCoderProviders() {
    return List.of(
        new Provider<>(Mutation.class, new MutationCoder()),
        new Provider<>(WriteSuccess.class, new OutcomeCoders.OfSuccess()),
        new Provider<>(WriteFailure.class, new OutcomeCoders.OfFailure()),
        new Provider<>(io.twinfeed.twin.Value.class, new ValueCoder()));
  }

  /** Of a type and all that are one of it: what is read is of the class that was written. */
  private static final class Provider<B> extends CoderProvider {
    private final Class<B> type;
    private final DataCoder<B> coder;

    private Provider(Class<B> type, DataCoder<B> coder) {
      this.type = type;
      this.coder = coder;
    }

    @Override
    @SuppressWarnings("unchecked") // see above
    public <T> Coder<T> coderFor(TypeDescriptor<T> asked, List<? extends Coder<?>> componentCoders)
        throws CannotProvideCoderException {
      if (!type.isAssignableFrom(asked.getRawType())) {
        throw new CannotProvideCoderException(asked + " is no " + type.getName());
      }
      return (Coder<T>) coder;
    }
  }
}
