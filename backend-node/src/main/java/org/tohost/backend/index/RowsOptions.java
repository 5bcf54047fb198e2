package org.tohost.backend.index;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/// How RocksDB is to work: with bounded memory and few files, and without a log of its own, which
/// is a matter of each write.
final class RowsOptions implements AutoCloseable {
    private static final int OPEN_FILES = 256;
    private static final int BITS_PER_KEY = 10;
    private static final int JOBS = 2;
    private static final int LOG_FILES = 2;
    private static final long LOG_SIZE = 1 << 20;
    private static final int BLOCK = 8 << 10;

    private final Cache cache;
    private final BloomFilter filter = new BloomFilter(BITS_PER_KEY, false);
    private final Options options;

    RowsOptions(RowsSettings settings) {
        this.cache = new LRUCache(settings.cache());
        this.options =
                new Options()
                        .setCreateIfMissing(true)
                        .setParanoidChecks(true)
                        .setWriteBufferSize(settings.buffer())
                        .setMaxWriteBufferNumber(2)
                        .setMaxOpenFiles(OPEN_FILES)
                        .setMaxBackgroundJobs(JOBS)
                        .setCompressionType(CompressionType.LZ4_COMPRESSION)
                        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                        .setKeepLogFileNum(LOG_FILES)
                        .setMaxLogFileSize(LOG_SIZE)
                        .setStatsDumpPeriodSec(0)
                        .setTableFormatConfig(
                                new BlockBasedTableConfig()
                                        .setBlockCache(cache)
                                        .setBlockSize(BLOCK)
                                        .setFilterPolicy(filter)
                                        .setCacheIndexAndFilterBlocks(true)
                                        .setPinL0FilterAndIndexBlocksInCache(true));
    }

    Options options() {
        return options;
    }

    @Override
    public void close() {
        options.close();
        filter.close();
        cache.close();
    }
}
