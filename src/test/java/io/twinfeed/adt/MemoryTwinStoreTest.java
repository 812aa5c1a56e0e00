package io.twinfeed.adt;

class MemoryTwinStoreTest extends TwinStoreContract {
  @Override
  TwinStore open() {
    return new MemoryTwinStore();
  }
}
