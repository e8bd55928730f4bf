"""confluent-kafka (librdkafka) against a cluster: one line of JSON a check on standard output. Usage: clients.py BOOTSTRAP_SERVERS"""
import json
import sys
import threading
import time
import traceback

from confluent_kafka import Consumer, ConsumerGroupTopicPartitions, KafkaError, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, ConfigEntry, ConfigResource, NewPartitions, NewTopic, OffsetSpec, ResourceType, AlterConfigOpType
from confluent_kafka import TopicCollection, IsolationLevel

SERVERS = sys.argv[1]
WITHIN = 20
admin = AdminClient({"bootstrap.servers": SERVERS})
CHECKS = []


def check(do):
    CHECKS.append(do)
    return do


def topic(name, partitions=3, replicas=3, config=None):
    for future in admin.create_topics([NewTopic(name, partitions, replicas, config=config or {})], operation_timeout=WITHIN).values():
        future.result(WITHIN)
    return name


def produce(name, values, **config):
    failed = []
    producer = Producer({"bootstrap.servers": SERVERS, **{key.replace("_", "."): value for key, value in config.items()}})
    for i, value in enumerate(values):
        producer.produce(name, value, key=f"key-{i}", headers={"i": str(i)}, on_delivery=lambda error, _: failed.append(error) if error else None)
    left = producer.flush(WITHIN)
    assert left == 0 and not failed, (left, failed[:1])


def consumer(group, **config):
    return Consumer({"bootstrap.servers": SERVERS, "group.id": group, "auto.offset.reset": "earliest", "session.timeout.ms": 6000, **config})


def read(client, count):
    values, until = [], time.monotonic() + WITHIN
    while len(values) < count and time.monotonic() < until:
        for message in client.consume(500, 0.2):
            assert message.error() is None, message.error()
            values.append(message.value().decode())
    return values


def values(count):
    return [f"value {i} of some length, to be worth compressing" for i in range(count)]


@check
def produce_and_consume_with_every_codec():
    for codec in ["none", "gzip", "snappy", "lz4", "zstd"]:
        name = topic(f"py-{codec}")
        produce(name, values(1000), compression_type=codec, enable_idempotence=True)
        client = consumer(f"py-{codec}")
        client.subscribe([name])
        assert sorted(read(client, 1000)) == sorted(values(1000)), codec
        client.close()


@check
def produce_with_acks_0_and_1():
    for acks in [0, 1]:
        name = topic(f"py-acks-{acks}", 1)
        produce(name, values(200), acks=acks)
        client = consumer(f"py-acks-{acks}")
        client.subscribe([name])
        assert read(client, 200) == values(200)
        client.close()


@check
def keys_headers_and_timestamps_come_back():
    name = topic("py-fields", 1)
    producer = Producer({"bootstrap.servers": SERVERS})
    producer.produce(name, b"v", key=b"k", headers=[("a", b"1"), ("a", None)], timestamp=1_760_000_000_123)
    assert producer.flush(WITHIN) == 0
    client = consumer("py-fields")
    client.subscribe([name])
    message = client.poll(WITHIN)
    assert (message.key(), message.value(), message.headers(), message.timestamp()[1]) == (b"k", b"v", [("a", b"1"), ("a", None)], 1_760_000_000_123)
    client.close()


def two_members(strategy):
    name = topic(f"py-{strategy}", 4)
    produce(name, values(400))
    clients, assigned = [], {}
    for i in range(2):
        client = consumer(f"py-{strategy}", **{"partition.assignment.strategy": strategy})
        client.subscribe([name])
        clients.append(client)
    until = time.monotonic() + WITHIN
    got = []
    while time.monotonic() < until and (len(got) < 400 or any(len(client.assignment()) != 2 for client in clients)):
        for client in clients:
            message = client.poll(0.05)
            if message is not None and message.error() is None:
                got.append(message.value().decode())
    assert [len(client.assignment()) for client in clients] == [2, 2]
    assert set(got) == set(values(400))
    for client in clients:
        client.close()


@check
def two_members_share_by_range():
    two_members("range")


@check
def two_members_share_by_roundrobin():
    two_members("roundrobin")


@check
def two_members_share_by_cooperative_sticky():
    two_members("cooperative-sticky")


@check
def a_static_member_comes_back_to_its_partitions():
    name = topic("py-static", 2)
    produce(name, values(10))
    for _ in range(2):
        client = consumer("py-static", **{"group.instance.id": "one"})
        client.subscribe([name])
        until = time.monotonic() + WITHIN
        while len(client.assignment()) != 2 and time.monotonic() < until:
            client.poll(0.1)
        assert len(client.assignment()) == 2
        client.close()


@check
def commits_are_kept_seeked_and_read_again():
    name = topic("py-commits", 1)
    produce(name, values(10))
    client = consumer("py-commits", **{"enable.auto.commit": False})
    client.assign([TopicPartition(name, 0, 4)])
    assert read(client, 6) == values(10)[4:]
    client.commit(offsets=[TopicPartition(name, 0, 7)], asynchronous=False)
    assert client.committed([TopicPartition(name, 0)], WITHIN)[0].offset == 7
    assert client.get_watermark_offsets(TopicPartition(name, 0), WITHIN) == (0, 10)
    client.seek(TopicPartition(name, 0, 2))
    assert read(client, 8) == values(10)[2:]
    client.close()


@check
def offsets_for_times():
    name = topic("py-times", 1)
    producer = Producer({"bootstrap.servers": SERVERS})
    for i in range(5):
        producer.produce(name, b"v", timestamp=1_760_000_000_000 + i * 1000, partition=0)
    producer.flush(WITHIN)
    client = consumer("py-times")
    at = client.offsets_for_times([TopicPartition(name, 0, 1_760_000_002_500)], WITHIN)
    assert at[0].offset == 3, at
    client.close()


@check
def admin_lists_and_describes():
    name = topic("py-describe", 2, 3)
    metadata = admin.list_topics(timeout=WITHIN)
    assert len(metadata.brokers) == 3 and len(metadata.topics[name].partitions) == 2
    assert all(sorted(each.isrs) == [1, 2, 3] for each in metadata.topics[name].partitions.values())
    described = admin.describe_topics(TopicCollection([name]))[name].result(WITHIN)
    assert len(described.partitions) == 2
    cluster = admin.describe_cluster().result(WITHIN)
    assert len(cluster.nodes) == 3 and cluster.controller is not None


@check
def admin_creates_grows_and_deletes_topics():
    name = topic("py-grow", 1)
    admin.create_partitions([NewPartitions(name, 3)])[name].result(WITHIN)
    until = time.monotonic() + WITHIN
    while len(admin.list_topics(name, timeout=WITHIN).topics[name].partitions) != 3 and time.monotonic() < until:
        time.sleep(0.1)
    assert len(admin.list_topics(name, timeout=WITHIN).topics[name].partitions) == 3
    admin.delete_topics([name])[name].result(WITHIN)
    try:
        topic("py-describe", 2)
        raise AssertionError("created twice")
    except Exception as error:
        assert error.args[0].code() == KafkaError.TOPIC_ALREADY_EXISTS, error


@check
def admin_configs():
    name = topic("py-configs", 1, 3, {"retention.ms": "1000000"})
    resource = ConfigResource(ResourceType.TOPIC, name)
    entries = admin.describe_configs([resource])[resource].result(WITHIN)
    assert entries["retention.ms"].value == "1000000" and entries["cleanup.policy"].is_default
    resource.add_incremental_config(ConfigEntry("retention.ms", "2000000", incremental_operation=AlterConfigOpType.SET))
    admin.incremental_alter_configs([resource])[resource].result(WITHIN)
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        entries = admin.describe_configs([ConfigResource(ResourceType.TOPIC, name)])[resource].result(WITHIN)
        if entries["retention.ms"].value == "2000000":
            return
        time.sleep(0.1)
    raise AssertionError(entries["retention.ms"].value)


@check
def admin_groups():
    name = topic("py-groups", 1)
    produce(name, values(5))
    client = consumer("py-groups", **{"enable.auto.commit": False})
    client.subscribe([name])
    read(client, 5)
    client.commit(asynchronous=False)
    described = admin.describe_consumer_groups(["py-groups"])["py-groups"].result(WITHIN)
    assert len(described.members) == 1 and described.state.name == "STABLE", described.state
    client.close()
    assert any(each.group_id == "py-groups" for each in admin.list_consumer_groups().result(WITHIN).valid)
    asked = ConsumerGroupTopicPartitions("py-groups")
    offsets = admin.list_consumer_group_offsets([asked])["py-groups"].result(WITHIN)
    assert [each.offset for each in offsets.topic_partitions] == [5]
    admin.alter_consumer_group_offsets([ConsumerGroupTopicPartitions("py-groups", [TopicPartition(name, 0, 2)])])["py-groups"].result(WITHIN)
    again = admin.list_consumer_group_offsets([asked])["py-groups"].result(WITHIN)
    assert [each.offset for each in again.topic_partitions] == [2]
    admin.delete_consumer_groups(["py-groups"])["py-groups"].result(WITHIN)


@check
def admin_offsets_and_deleted_records():
    name = topic("py-delete", 1)
    produce(name, values(10))
    partition = TopicPartition(name, 0)
    latest = admin.list_offsets({partition: OffsetSpec.latest()})[partition].result(WITHIN)
    assert latest.offset == 10
    deleted = admin.delete_records([TopicPartition(name, 0, 6)])
    assert [future.result(WITHIN).low_watermark for future in deleted.values()] == [6]
    earliest = admin.list_offsets({partition: OffsetSpec.earliest()}, isolation_level=IsolationLevel.READ_UNCOMMITTED)[partition].result(WITHIN)
    assert earliest.offset == 6


@check
def producers_from_several_threads():
    name = topic("py-threads", 6)
    threads = [threading.Thread(target=produce, args=(name, values(2000)), kwargs={"linger_ms": 5}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client = consumer("py-threads")
    client.subscribe([name])
    assert len(read(client, 8000)) == 8000
    client.close()


for each in CHECKS:
    name = each.__name__.replace("_", " ")
    try:
        each()
        print(json.dumps({"name": name, "passed": True, "note": ""}), flush=True)
    except Exception as error:
        print(json.dumps({"name": name, "passed": False, "note": traceback.format_exc().strip().splitlines()[-1][:160] or repr(error)}), flush=True)
