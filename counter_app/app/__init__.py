"""The composition root of the till: what the windows and the commands open it by."""

from counter_app.app.counter import Counter as Counter
from counter_app.app.devices import devices_of as devices_of
from counter_app.app.devices import open_reader as open_reader
from counter_app.app.devices import run_reader as run_reader
from counter_app.app.set_up import is_set_up as is_set_up
from counter_app.app.set_up import key_store as key_store
from counter_app.app.set_up import set_up_till as set_up_till
from counter_app.app.till import open_counter as open_counter
from counter_app.app.till import open_till as open_till
from counter_app.app.till import shop_of as shop_of
from counter_app.app.world import RESOURCES as RESOURCES
from counter_app.app.world import Resources as Resources
from counter_app.app.world import World as World
from counter_app.app.world import free_bytes as free_bytes
from counter_app.app.world import real_world as real_world
