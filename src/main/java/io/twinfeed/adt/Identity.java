package io.twinfeed.adt;

import com.azure.core.credential.TokenCredential;
import java.io.Serializable;

/**
 * Makes what one logs in to the service with. It is called in the worker that connects, so that
 * what travels there is the way to a credential and not the credential.
 */
@FunctionalInterface
public interface Identity extends Serializable {
  TokenCredential credential();
}
